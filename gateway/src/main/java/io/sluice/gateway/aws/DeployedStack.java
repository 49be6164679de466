/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.aws;

import io.sluice.gateway.config.AwsConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/**
 * A stack as CloudFormation describes it.
 *
 * @param status such as {@code CREATE_COMPLETE}
 * @param parameters by name
 * @param outputs by name
 */
public record DeployedStack(
        String status, Map<String, String> parameters, Map<String, String> outputs) {

    private static final String NOT_THERE = "ValidationError";

    /** The stack cannot be read; the message says why, and what to do. */
    public static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unreadable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Copies the maps. */
    public DeployedStack {
        parameters = Map.copyOf(parameters);
        outputs = Map.copyOf(outputs);
    }

    /**
     * Asks for a stack (cloudformation:DescribeStacks), once.
     *
     * @param name or ARN
     * @throws Unreadable if it is not there, or AWS does not say
     */
    public static DeployedStack read(AwsConfig aws, String name) {
        try (CloudFormationClient client =
                AwsClients.build(CloudFormationClient.builder(), aws, 1)) {
            Stack stack = client.describeStacks(request -> request.stackName(name)).stacks().get(0);
            Map<String, String> parameters = new HashMap<>();
            stack.parameters()
                    .forEach(one -> parameters.put(one.parameterKey(), one.parameterValue()));
            Map<String, String> outputs = new HashMap<>();
            stack.outputs().forEach(one -> outputs.put(one.outputKey(), one.outputValue()));
            return new DeployedStack(stack.stackStatusAsString(), parameters, outputs);
        } catch (AwsServiceException e) {
            String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
            throw new Unreadable(
                    NOT_THERE.equals(code)
                            ? "there is no stack "
                                    + name
                                    + " in "
                                    + aws.region()
                                    + "; check its name and aws.region"
                            : "stack "
                                    + name
                                    + " cannot be described ("
                                    + code
                                    + "); check the credentials, and that their policy allows"
                                    + " cloudformation:DescribeStacks",
                    e);
        } catch (SdkException e) {
            throw new Unreadable(
                    "stack "
                            + name
                            + " cannot be described ("
                            + e.getMessage()
                            + "); check aws.region, aws.endpoint, the credentials and the network",
                    e);
        }
    }

    /** The Region of the environment, or of the profile; empty if none is set. */
    public static Optional<String> defaultRegion() {
        try {
            return Optional.ofNullable(DefaultAwsRegionProviderChain.builder().build().getRegion())
                    .map(Region::id);
        } catch (SdkException e) {
            return Optional.empty();
        }
    }
}
