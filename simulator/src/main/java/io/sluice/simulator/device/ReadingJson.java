/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.device;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Writes a reading as one JSON object in UTF-8, without a newline. Any thread may call it.
 *
 * <p>With a payload size, a last field {@code "pad"} fills the object up to exactly that many
 * bytes; an object which is that long already, or too near to it for the field's own nine bytes,
 * stays as it is.
 */
public final class ReadingJson {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final int EMPTY_PAD_BYTES = ",\"pad\":\"\"".length();

    private final JsonFactory json = new JsonFactory();
    private final int payloadBytes;

    /**
     * @param payloadBytes the size aimed at in bytes; 0 for as long as it is
     */
    public ReadingJson(int payloadBytes) {
        this.payloadBytes = payloadBytes;
    }

    /** The reading in JSON. */
    public byte[] write(Reading reading) {
        try (ByteArrayBuilder out = new ByteArrayBuilder(Math.max(192, payloadBytes));
                JsonGenerator generator = json.createGenerator(out)) {
            generator.writeStartObject();
            generator.writeStringField("device_id", reading.deviceId());
            generator.writeNumberField("seq", reading.seq());
            generator.writeStringField("ts", TIMESTAMP.format(reading.at()));
            generator.writeNumberField("temperature_c", rounded(reading.temperatureC(), 2));
            generator.writeNumberField("humidity_pct", rounded(reading.humidityPct(), 1));
            generator.writeNumberField("pressure_hpa", rounded(reading.pressureHpa(), 2));
            generator.writeNumberField("battery_v", rounded(reading.batteryV(), 3));
            generator.flush();
            int room = payloadBytes - out.size() - 1 - EMPTY_PAD_BYTES;
            if (room >= 0) {
                generator.writeStringField("pad", "x".repeat(room));
            }
            generator.writeEndObject();
            generator.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
    }

    private static BigDecimal rounded(double value, int decimals) {
        long unscaled = Math.round(value * Math.pow(10, decimals));
        return BigDecimal.valueOf(unscaled, decimals);
    }
}
