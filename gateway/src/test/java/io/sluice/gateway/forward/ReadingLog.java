/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.outlet.OutboundRecord;
import io.sluice.gateway.pack.PackedRecord;
import io.sluice.gateway.spool.SpoolException;
import io.sluice.gateway.spool.SpoolPosition;
import io.sluice.gateway.spool.SpooledMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Readings one behind the other, as a spool holds them. */
final class ReadingLog {

    private final Map<SpoolPosition, SpooledMessage> readings = new HashMap<>();
    private int failures;

    /** A record of these readings, which are in the log from now on. */
    PackedRecord<Outgoing> packed(String... texts) {
        List<Outgoing> outgoing = new ArrayList<>();
        int[] ends = new int[texts.length];
        int payloadBytes = 0;
        for (String text : texts) {
            payloadBytes += text.length();
            ends[outgoing.size()] = payloadBytes + outgoing.size() + 1;
            SpooledMessage reading = Readings.reading(readings.size() + 1, text);
            readings.put(reading.begin(), reading);
            outgoing.add(Outgoing.of(reading));
        }
        byte[] data = (String.join("\n", texts) + "\n").getBytes(UTF_8);
        return new PackedRecord<>(
                new OutboundRecord(data, texts.length, payloadBytes), outgoing, ends);
    }

    @Nullable SpooledMessage again(SpoolPosition begin) {
        if (failures > 0) {
            failures--;
            throw new SpoolException("the disk does not answer");
        }
        return readings.get(begin);
    }

    /** Cannot be read so many times. */
    void failing(int times) {
        failures = times;
    }

    /** Holds nothing any more. */
    void damageAll() {
        readings.clear();
    }
}
