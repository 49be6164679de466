/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.cli;

import io.sluice.iotsql.MessageContext;
import io.sluice.iotsql.RuleMessage;
import io.sluice.iotsql.UserProperty;
import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what a device publishes. */
final class MessageOptions {

    private static final String STANDARD_INPUT = "-";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--topic",
            required = true,
            paramLabel = "TOPIC",
            description = "Where it is published; $$aws/rules/NAME/... is Basic Ingest.")
    private String topic = "";

    @Option(names = "--payload", paramLabel = "TEXT", description = "The payload, as UTF-8.")
    private @Nullable String text;

    @Option(
            names = "--payload-file",
            paramLabel = "FILE",
            description = "A file with the payload's bytes; - is standard input.")
    private @Nullable String file;

    @Option(
            names = "--payload-base64",
            paramLabel = "BASE64",
            description = "The payload's bytes in base64.")
    private @Nullable String base64;

    @Option(
            names = "--qos",
            paramLabel = "0|1",
            description =
                    "The quality of service; a rule cannot see it, but AWS IoT Core takes 0 and 1 only.")
    private int qos;

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            description = "The device's MQTT client id, for clientid().")
    private @Nullable String clientId;

    @Option(
            names = "--user-property",
            paramLabel = "K=V",
            description = "An MQTT 5 user property; repeatable, also with the same name.")
    private List<String> userProperties = new ArrayList<>();

    /** The message; whatever is wrong is wrong usage. */
    RuleMessage read(InputStream standardInput) {
        if (qos != 0 && qos != 1) {
            throw wrong("--qos " + qos + ": AWS IoT Core takes 0 and 1");
        }
        if (topic.isEmpty() || topic.contains("+") || topic.contains("#")) {
            throw wrong("--topic '" + topic + "' is not a topic to publish to; it has no + and #");
        }
        return new RuleMessage(topic, ByteBuffer.wrap(payload(standardInput)), context());
    }

    private MessageContext context() {
        return new MessageContext(
                clientId,
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                userProperties.stream().map(this::property).toList());
    }

    private UserProperty property(String written) {
        int equals = written.indexOf('=');
        if (equals < 0) {
            throw wrong("--user-property '" + written + "' has no value; write NAME=VALUE");
        }
        return new UserProperty(written.substring(0, equals), written.substring(equals + 1));
    }

    private byte[] payload(InputStream standardInput) {
        if (Stream.of(text, file, base64).filter(Objects::nonNull).count() != 1) {
            throw wrong(
                    "say what the payload is: --payload TEXT, --payload-file FILE or --payload-base64 BASE64, one of them");
        }
        if (text != null) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        return base64 != null ? decoded(base64) : content(String.valueOf(file), standardInput);
    }

    private byte[] decoded(String encoded) {
        try {
            return Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            throw wrong("--payload-base64 is not base64 (" + e.getMessage() + ")");
        }
    }

    private static byte[] content(String name, InputStream standardInput) {
        try {
            return name.equals(STANDARD_INPUT)
                    ? standardInput.readAllBytes()
                    : Files.readAllBytes(Path.of(name));
        } catch (IOException | IllegalArgumentException e) {
            throw CommandFailure.usage(
                    "--payload-file " + name + " cannot be read (" + Reason.of(e) + ")");
        }
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
