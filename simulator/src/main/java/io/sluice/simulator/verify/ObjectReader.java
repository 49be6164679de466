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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one delivered object: JSON objects separated by newlines or by nothing, plain or GZIP (told
 * by its first two bytes, RFC 1952 section 2.3.1). Streams; an object may have any size. Something
 * that is not JSON costs the line it stands on, not the object.
 */
final class ObjectReader {

    private static final int BUFFER_BYTES = 1 << 16;

    private final JsonFactory json = new JsonFactory();

    void read(Path object, ReadingVisitor visitor) throws IOException {
        try (InputStream in = open(object)) {
            @Nullable InputStream rest = in;
            while (rest != null) {
                rest = readUntilTrouble(rest, visitor);
            }
        }
    }

    /** Returns what follows the line that could not be read, or null at the end. */
    private @Nullable InputStream readUntilTrouble(InputStream in, ReadingVisitor visitor)
            throws IOException {
        JsonParser parser = json.createParser(in).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
        try (parser) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    readObject(parser, visitor);
                } else {
                    parser.skipChildren();
                    visitor.unrecognised();
                }
            }
            return null;
        } catch (JsonProcessingException e) {
            visitor.unrecognised();
            ByteArrayOutputStream buffered = new ByteArrayOutputStream();
            parser.releaseBuffered(buffered);
            InputStream rest =
                    new BufferedInputStream(
                            new SequenceInputStream(
                                    new ByteArrayInputStream(buffered.toByteArray()), in),
                            BUFFER_BYTES);
            for (int next = rest.read(); next != '\n'; next = rest.read()) {
                if (next < 0) {
                    return null;
                }
            }
            return rest;
        }
    }

    private static void readObject(JsonParser parser, ReadingVisitor visitor) throws IOException {
        @Nullable String device = null;
        long seq = -1;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING && "device_id".equals(name)) {
                device = parser.getText();
            } else if (value == JsonToken.VALUE_NUMBER_INT && "seq".equals(name)) {
                seq = parser.getLongValue();
            } else {
                parser.skipChildren();
            }
        }
        if (device != null && seq >= 0) {
            visitor.reading(device, seq);
        } else {
            visitor.unrecognised();
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
