/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import io.sluice.localaws.LocalAws;
import io.sluice.localaws.cloudformation.Stack;
import io.sluice.localaws.cloudformation.TemplateException;
import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Deploys the template into the local AWS and finds the stream for the gateway's route in it. */
final class DeployedStream {

    private static final String PROJECT_TEMPLATE = "ingest.yaml";
    private static final String INTERVAL = "BufferIntervalSeconds";
    private static final String STREAM_NAME = "StreamName";
    private static final String STREAM_TYPE = "AWS::KinesisFirehose::DeliveryStream";

    /** So that somebody who looks on sees files. */
    private static final String SECONDS_TO_A_FILE = "5";

    private DeployedStream() {}

    /**
     * Copies the template into the folder and deploys it.
     *
     * @param template null for the project's own
     * @return the name of the stream
     * @throws CommandFailure if the template cannot be read or deployed, or leaves open which
     *     stream is meant
     */
    static String in(LocalAws aws, DemoFolder folder, @Nullable Path template) {
        String name = template == null ? PROJECT_TEMPLATE : template.toString();
        String text = text(template);
        Map<String, String> parameters =
                text.contains(INTERVAL) ? Map.of(INTERVAL, SECONDS_TO_A_FILE) : Map.of();
        try {
            Files.writeString(folder.template(), text);
            return stream(name, aws.deploy(folder.template(), parameters));
        } catch (TemplateException e) {
            throw CommandFailure.failed("template " + name + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "cannot write " + folder.template() + " (" + Reason.of(e) + ")", e);
        }
    }

    private static String text(@Nullable Path template) {
        try {
            if (template != null) {
                return Files.readString(template);
            }
            try (InputStream in = DeployedStream.class.getResourceAsStream(PROJECT_TEMPLATE)) {
                byte[] bytes = Objects.requireNonNull(in, PROJECT_TEMPLATE).readAllBytes();
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "cannot read the template "
                            + template
                            + " ("
                            + Reason.of(e)
                            + "); name a CloudFormation template with --template",
                    e);
        }
    }

    private static String stream(String template, Stack stack) {
        String told = stack.outputs().get(STREAM_NAME);
        if (told != null) {
            return told;
        }
        List<String> streams =
                stack.resources().stream()
                        .filter(resource -> resource.type().equals(STREAM_TYPE))
                        .map(Stack.Resource::physicalId)
                        .toList();
        if (streams.size() != 1) {
            throw CommandFailure.failed(
                    "template "
                            + template
                            + " has "
                            + streams.size()
                            + " delivery streams and the demo needs to know one: name it in an"
                            + " output StreamName");
        }
        return streams.get(0);
    }
}
