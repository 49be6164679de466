/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.broker;

/** What is tried with each broker: a row of the table in {@code docs/brokers.md}. */
enum BrokerProperty {
    PERSISTENT_SESSION("The session is kept while the gateway is away, and what comes meanwhile"),
    SESSION_LOST("The gateway subscribes again where the session is gone"),
    REDELIVERY("What the broker has no acknowledgement for when the connection breaks comes again"),
    LATE_ACKNOWLEDGEMENT("A reading is acknowledged when it is safe, however late, and not before"),
    AHEAD("Further readings come while earlier ones are unacknowledged"),
    RECEIVE_MAXIMUM("No more than `source.receiveMaximum` readings are unacknowledged"),
    SHARED_SUBSCRIPTION(
            "Gateways of one `source.sharedGroup` share the readings, each goes to one"),
    SHARED_MEMBER_LEAVES(
            "What a gateway of the group has not acknowledged when it leaves is not lost"),
    RETAINED("A retained message comes at the first subscription"),
    LARGE_PAYLOAD("Payloads of 256 KiB, 1 MiB and 8 MiB, and a byte more, come whole"),
    TLS("TLS, and no other authority's certificate is taken"),
    CLIENT_CERTIFICATE("Only who has a certificate gets in"),
    WRONG_PASSWORD("A wrong password is refused in words, and not tried again"),
    SESSION_TAKEN_OVER("Who takes the session over gets what was unacknowledged"),
    BROKER_RESTARTED("A restart of the broker in order loses nothing"),
    BROKER_KILLED("Nor does a `kill -9` of the broker");

    private final String text;

    BrokerProperty(String text) {
        this.text = text;
    }

    /** In words, for people. */
    String text() {
        return text;
    }
}
