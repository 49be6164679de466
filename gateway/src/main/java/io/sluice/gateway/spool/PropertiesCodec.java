/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.gateway.message.MessageProperties;
import io.sluice.gateway.message.MessageProperties.UserProperty;
import io.sluice.gateway.message.Payload;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MQTT 5 properties in MQTT's own encoding: identifier (MQTT 5, section 2.2.2.2) and value, one
 * after the other; without MQTT's property length in front.
 */
final class PropertiesCodec {

    private static final int PAYLOAD_FORMAT = 0x01;
    private static final int MESSAGE_EXPIRY = 0x02;
    private static final int CONTENT_TYPE = 0x03;
    private static final int RESPONSE_TOPIC = 0x08;
    private static final int CORRELATION_DATA = 0x09;
    private static final int USER_PROPERTY = 0x26;
    private static final int MOST_STRING_BYTES = 65_535;

    private PropertiesCodec() {}

    /**
     * @throws IllegalArgumentException if a text or the correlation data is above 65,535 bytes,
     *     which MQTT cannot carry
     */
    static byte[] encode(MessageProperties properties) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            if (properties.utf8()) {
                out.writeByte(PAYLOAD_FORMAT);
                out.writeByte(1);
            }
            Long expiry = properties.messageExpirySeconds();
            if (expiry != null) {
                out.writeByte(MESSAGE_EXPIRY);
                out.writeInt((int) Math.min(expiry, 0xFFFF_FFFFL));
            }
            writeText(out, CONTENT_TYPE, properties.contentType());
            writeText(out, RESPONSE_TOPIC, properties.responseTopic());
            Payload correlation = properties.correlationData();
            if (correlation != null) {
                out.writeByte(CORRELATION_DATA);
                writeBinary(out, correlation.toByteArray());
            }
            for (UserProperty property : properties.userProperties()) {
                out.writeByte(USER_PROPERTY);
                writeBinary(out, property.name().getBytes(StandardCharsets.UTF_8));
                writeBinary(out, property.value().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private static void writeText(DataOutputStream out, int identifier, @Nullable String text)
            throws IOException {
        if (text != null) {
            out.writeByte(identifier);
            writeBinary(out, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void writeBinary(DataOutputStream out, byte[] value) throws IOException {
        if (value.length > MOST_STRING_BYTES) {
            throw new IllegalArgumentException(
                    "a property of " + value.length + " bytes is above MQTT's 65,535");
        }
        out.writeShort(value.length);
        out.write(value);
    }

    /**
     * @throws IOException if the bytes are none that {@link #encode} made
     */
    static MessageProperties decode(InputStream bytes) throws IOException {
        boolean utf8 = false;
        Long expiry = null;
        String contentType = null;
        String responseTopic = null;
        Payload correlation = null;
        List<UserProperty> user = new ArrayList<>();
        DataInputStream in = new DataInputStream(bytes);
        for (int identifier = in.read(); identifier >= 0; identifier = in.read()) {
            switch (identifier) {
                case PAYLOAD_FORMAT -> utf8 = in.readByte() == 1;
                case MESSAGE_EXPIRY -> expiry = Integer.toUnsignedLong(in.readInt());
                case CONTENT_TYPE -> contentType = text(in);
                case RESPONSE_TOPIC -> responseTopic = text(in);
                case CORRELATION_DATA -> correlation = Payload.of(binary(in));
                case USER_PROPERTY -> user.add(new UserProperty(text(in), text(in)));
                default -> throw new IOException("unknown property " + identifier);
            }
        }
        return new MessageProperties(utf8, expiry, contentType, responseTopic, correlation, user);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(binary(in), StandardCharsets.UTF_8);
    }

    private static byte[] binary(DataInputStream in) throws IOException {
        byte[] value = new byte[in.readUnsignedShort()];
        in.readFully(value);
        return value;
    }
}
