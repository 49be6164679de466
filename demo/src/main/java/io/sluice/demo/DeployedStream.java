/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import io.sluice.gateway.config.Mode;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.cloudformation.Stack;
import io.sluice.templates.TemplateException;
import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the template has in it for the gateway's route, deployed into the local AWS.
 *
 * @param stream the delivery stream
 * @param rule the topic rule that puts into it, or null if the template has none
 * @param errorTopic what the rule's error action republishes to, or null
 */
record DeployedStream(String stream, @Nullable String rule, @Nullable String errorTopic) {

    private static final String PROJECT_TEMPLATE = "ingest.yaml";
    private static final String INTERVAL = "BufferIntervalSeconds";
    private static final String STREAM_NAME = "StreamName";
    private static final String MODE = "Mode";
    private static final String RULE_NAME = "RuleName";
    private static final String ERROR_TOPIC = "ErrorTopic";
    private static final String RULE_TYPE = "AWS::IoT::TopicRule";
    private static final String STREAM_TYPE = "AWS::KinesisFirehose::DeliveryStream";

    private static final String RULE_ERRORS = "sluice/rule-errors";

    /** So that somebody who looks on sees files. */
    private static final String SECONDS_TO_A_FILE = "5";

    /**
     * Copies the template into the folder and deploys it.
     *
     * @param template null for the project's own
     * @param mode what a parameter Mode is set to
     * @throws CommandFailure if the template cannot be read or deployed, or leaves open which
     *     stream is meant
     */
    static DeployedStream in(LocalAws aws, DemoFolder folder, @Nullable Path template, Mode mode) {
        String name = template == null ? PROJECT_TEMPLATE : template.toString();
        String text = text(template);
        Map<String, String> parameters = new HashMap<>();
        if (declares(text, INTERVAL)) {
            parameters.put(INTERVAL, SECONDS_TO_A_FILE);
        }
        if (declares(text, MODE)) {
            parameters.put(MODE, mode.toString());
        }
        if (declares(text, ERROR_TOPIC)) {
            parameters.put(ERROR_TOPIC, RULE_ERRORS);
        }
        try {
            Files.writeString(folder.template(), text);
            Stack stack = aws.deploy(folder.template(), parameters);
            return new DeployedStream(
                    stream(name, stack), rule(stack), parameters.get(ERROR_TOPIC));
        } catch (TemplateException e) {
            throw CommandFailure.failed("template " + name + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "cannot write " + folder.template() + " (" + Reason.of(e) + ")", e);
        }
    }

    /** Whether the template has a parameter of this name. */
    private static boolean declares(String template, String parameter) {
        return Pattern.compile("(?m)^ +\"?" + parameter + "\"?:").matcher(template).find();
    }

    private static @Nullable String rule(Stack stack) {
        String told = stack.outputs().get(RULE_NAME);
        return told != null
                ? told
                : stack.resources().stream()
                        .filter(resource -> resource.type().equals(RULE_TYPE))
                        .map(Stack.Resource::physicalId)
                        .findFirst()
                        .orElse(null);
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
