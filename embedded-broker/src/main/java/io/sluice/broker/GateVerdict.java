/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

/**
 * What becomes of a publish.
 *
 * @param kind what is done
 * @param reasonCode for the acknowledgement or the DISCONNECT, as MQTT 5 numbers them (2.4); MQTT 3
 *     clients see none
 */
public record GateVerdict(Kind kind, int reasonCode) {

    /** Set in the answer to a SUBSCRIBE that ends the connection. */
    public static final int DISCONNECT_FLAG = 0x100;

    /** The broker routes and acknowledges it. */
    public static final GateVerdict PASS = new GateVerdict(Kind.PASS, 0);

    /** It is gone, and nobody is told. */
    public static final GateVerdict DISCARD = new GateVerdict(Kind.DISCARD, 0);

    /** What can be done with a publish. */
    public enum Kind {
        /** The broker routes and acknowledges it. */
        PASS,
        /** The client gets its acknowledgement, the broker does not see the publish. */
        ACKNOWLEDGE,
        /** It is gone, and nobody is told. */
        DISCARD,
        /** The connection ends. */
        DISCONNECT
    }

    /** Acknowledged with this code, 0 for success, and not routed. */
    public static GateVerdict acknowledge(int reasonCode) {
        return new GateVerdict(Kind.ACKNOWLEDGE, reasonCode);
    }

    /** The connection ends, with this code where the client understands it. */
    public static GateVerdict disconnect(int reasonCode) {
        return new GateVerdict(Kind.DISCONNECT, reasonCode);
    }
}
