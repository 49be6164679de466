/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one delivered object: JSON objects separated by newlines or by nothing, plain or GZIP (told
 * by its first two bytes, RFC 1952 section 2.3.1). Streams; an object and a line may have any size.
 * Something that is not JSON costs the rest of its line, not the object.
 */
final class ObjectReader {

    private static final int BUFFER_BYTES = 1 << 16;

    private final JsonFactory json =
            new JsonFactory().disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);

    void read(Path object, ReadingVisitor visitor) throws IOException {
        try (LineStream lines = new LineStream(open(object), BUFFER_BYTES)) {
            while (lines.nextLine()) {
                readLine(lines, visitor);
            }
        }
    }

    private void readLine(InputStream line, ReadingVisitor visitor) throws IOException {
        try (JsonParser parser = json.createParser(line)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    readObject(parser, visitor);
                } else {
                    parser.skipChildren();
                    visitor.unrecognised();
                }
            }
        } catch (JsonProcessingException e) {
            visitor.unrecognised();
        }
    }

    private static void readObject(JsonParser parser, ReadingVisitor visitor) throws IOException {
        @Nullable String device = null;
        @Nullable Instant measuredAt = null;
        long seq = -1;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING && "device_id".equals(name)) {
                device = parser.getText();
            } else if (value == JsonToken.VALUE_NUMBER_INT && "seq".equals(name)) {
                seq = parser.getLongValue();
            } else if (value == JsonToken.VALUE_STRING && "ts".equals(name)) {
                measuredAt = time(parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        if (device != null && seq >= 0) {
            visitor.reading(device, seq, measuredAt);
        } else {
            visitor.unrecognised();
        }
    }

    private static @Nullable Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static InputStream open(Path object) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(object), BUFFER_BYTES);
        try {
            in.mark(2);
            boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            return gzip ? new GZIPInputStream(in, BUFFER_BYTES) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
