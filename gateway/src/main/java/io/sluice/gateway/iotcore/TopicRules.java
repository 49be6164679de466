/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.iotcore;

import io.sluice.gateway.aws.AwsClients;
import io.sluice.gateway.config.AwsConfig;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.FirehoseAction;
import software.amazon.awssdk.services.iot.model.ResourceNotFoundException;
import software.amazon.awssdk.services.iot.model.TopicRule;
import software.amazon.awssdk.services.iot.model.UnauthorizedException;

/**
 * The topic rules of an account and Region: looked at, enabled, disabled. Any thread; each call
 * waits for AWS.
 */
public final class TopicRules implements AutoCloseable {

    private static final String DATA_ENDPOINT = "iot:Data-ATS";

    private final AwsConfig aws;
    private @Nullable IotClient client;

    private TopicRules(AwsConfig aws) {
        this.aws = aws;
    }

    /** Connects, and takes memory, when the first call is made. */
    public static TopicRules open(AwsConfig aws) {
        return new TopicRules(aws);
    }

    private synchronized IotClient client() {
        if (client == null) {
            client = AwsClients.build(IotClient.builder(), aws, 2);
        }
        return client;
    }

    /**
     * A rule, or empty if there is none of this name. AWS answers that as it answers a policy that
     * does not allow iot:GetTopicRule, so both look alike.
     *
     * @throws IotCoreException if AWS does not say
     */
    public Optional<DeployedRule> find(String name) {
        return call(
                "look at topic rule " + name,
                "iot:GetTopicRule",
                () -> {
                    try {
                        return Optional.of(
                                read(client().getTopicRule(call -> call.ruleName(name)).rule()));
                    } catch (UnauthorizedException | ResourceNotFoundException e) {
                        return Optional.empty();
                    }
                });
    }

    private static DeployedRule read(TopicRule rule) {
        return new DeployedRule(
                rule.ruleName(),
                rule.sql(),
                rule.awsIotSqlVersion(),
                Boolean.TRUE.equals(rule.ruleDisabled()),
                rule.actions().stream()
                        .filter(action -> action.firehose() != null)
                        .map(action -> read(action.firehose()))
                        .toList(),
                rule.errorAction() != null);
    }

    private static DeployedRule.FirehoseAction read(FirehoseAction action) {
        return new DeployedRule.FirehoseAction(
                action.deliveryStreamName(),
                action.separator() == null ? "" : action.separator(),
                Boolean.TRUE.equals(action.batchMode()));
    }

    /**
     * Enables a rule.
     *
     * @throws IotCoreException if AWS does not do it
     */
    public void enable(String name) {
        call(
                "enable topic rule " + name,
                "iot:EnableTopicRule",
                () -> client().enableTopicRule(call -> call.ruleName(name)));
    }

    /**
     * Disables a rule.
     *
     * @throws IotCoreException if AWS does not do it
     */
    public void disable(String name) {
        call(
                "disable topic rule " + name,
                "iot:DisableTopicRule",
                () -> client().disableTopicRule(call -> call.ruleName(name)));
    }

    /**
     * Where devices and relays connect to: a host name, with a port if it is not the usual one.
     *
     * @throws IotCoreException if AWS does not say
     */
    public String dataEndpoint() {
        return call(
                "ask for AWS IoT Core's endpoint",
                "iot:DescribeEndpoint",
                () ->
                        client().describeEndpoint(call -> call.endpointType(DATA_ENDPOINT))
                                .endpointAddress());
    }

    private static <T> T call(String what, String permission, Supplier<T> call) {
        try {
            return call.get();
        } catch (AwsServiceException e) {
            String said =
                    e.awsErrorDetails() == null
                            ? "HTTP " + e.statusCode()
                            : e.awsErrorDetails().errorCode()
                                    + ": "
                                    + e.awsErrorDetails().errorMessage();
            boolean denied =
                    e.statusCode() == 401
                            || e.statusCode() == 403
                            || said.toLowerCase(Locale.ROOT).contains("denied");
            throw new IotCoreException(
                    "cannot "
                            + what
                            + " ("
                            + said
                            + "); "
                            + (denied
                                    ? "check the credentials, and that their policy allows "
                                            + permission
                                    : "try again"),
                    denied,
                    e);
        } catch (SdkException e) {
            throw new IotCoreException(
                    "cannot "
                            + what
                            + " ("
                            + e.getMessage()
                            + "); check aws.region, aws.endpoint, the credentials and the network",
                    false,
                    e);
        }
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
