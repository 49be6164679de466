/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.broker;

import io.sluice.gateway.app.CutLine;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the PUBACKs in what a client says over one connection. */
final class PubackCount implements CutLine.Listener {

    private static final int PUBACK = 4;

    private final AtomicInteger count = new AtomicInteger();

    // the connection's thread's alone
    private boolean inHeader = true;
    private int shift = -1;
    private int remaining;

    int get() {
        return count.get();
    }

    @Override
    public void heard(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            int next = bytes[i] & 0xff;
            if (!inHeader) {
                remaining--;
                inHeader = remaining == 0;
            } else if (shift < 0) { // type and flags; MQTT 5 section 2.1.1
                if (next >> 4 == PUBACK) {
                    count.incrementAndGet();
                }
                shift = 0;
                remaining = 0;
            } else { // a digit of the remaining length; section 2.1.4
                remaining |= (next & 0x7f) << shift;
                shift += 7;
                if (next < 0x80) {
                    shift = -1;
                    inHeader = remaining == 0;
                }
            }
        }
    }
}
