/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.templates.Created;
import io.sluice.templates.StackIdentity;
import io.sluice.templates.TemplateException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A type of resource that has a name and an ARN here and does nothing. Its properties are known all
 * the same: a misspelt one is refused.
 *
 * <p>Source: the CloudFormation resource schemas.
 *
 * @param name such as {@code AWS::IAM::Role}
 * @param nameProperty the property that names the resource
 * @param required properties that must be there
 * @param optional properties that may be there, the naming one included
 */
record InertType(String name, String nameProperty, Set<String> required, Set<String> optional) {

    private static final List<InertType> ALL =
            List.of(
                    new InertType(
                            "AWS::S3::Bucket",
                            "BucketName",
                            Set.of(),
                            Set.of(
                                    "BucketName",
                                    "AccelerateConfiguration",
                                    "AccessControl",
                                    "AnalyticsConfigurations",
                                    "BucketEncryption",
                                    "CorsConfiguration",
                                    "IntelligentTieringConfigurations",
                                    "InventoryConfigurations",
                                    "LifecycleConfiguration",
                                    "LoggingConfiguration",
                                    "MetricsConfigurations",
                                    "NotificationConfiguration",
                                    "ObjectLockConfiguration",
                                    "ObjectLockEnabled",
                                    "OwnershipControls",
                                    "PublicAccessBlockConfiguration",
                                    "Tags",
                                    "VersioningConfiguration",
                                    "WebsiteConfiguration")),
                    new InertType(
                            "AWS::S3::BucketPolicy",
                            "Bucket",
                            Set.of("Bucket", "PolicyDocument"),
                            Set.of()),
                    new InertType(
                            "AWS::IAM::Role",
                            "RoleName",
                            Set.of("AssumeRolePolicyDocument"),
                            Set.of(
                                    "RoleName",
                                    "Description",
                                    "ManagedPolicyArns",
                                    "MaxSessionDuration",
                                    "Path",
                                    "PermissionsBoundary",
                                    "Policies",
                                    "Tags")),
                    new InertType(
                            "AWS::IAM::ManagedPolicy",
                            "ManagedPolicyName",
                            Set.of("PolicyDocument"),
                            Set.of(
                                    "ManagedPolicyName",
                                    "Description",
                                    "Groups",
                                    "Path",
                                    "Roles",
                                    "Users")),
                    new InertType(
                            "AWS::IAM::Policy",
                            "PolicyName",
                            Set.of("PolicyName", "PolicyDocument"),
                            Set.of("Groups", "Roles", "Users")),
                    new InertType(
                            "AWS::Logs::LogGroup",
                            "LogGroupName",
                            Set.of(),
                            Set.of(
                                    "LogGroupName",
                                    "DataProtectionPolicy",
                                    "FieldIndexPolicies",
                                    "KmsKeyId",
                                    "LogGroupClass",
                                    "RetentionInDays",
                                    "Tags")),
                    new InertType(
                            "AWS::Logs::LogStream",
                            "LogStreamName",
                            Set.of("LogGroupName"),
                            Set.of("LogStreamName")));

    static Optional<InertType> of(String type) {
        return ALL.stream().filter(inert -> inert.name.equals(type)).findFirst();
    }

    static List<String> names() {
        return ALL.stream().map(InertType::name).toList();
    }

    /** Refuses properties that the type does not have, and the lack of those that it needs. */
    void check(ObjectNode properties, String place) {
        properties
                .fieldNames()
                .forEachRemaining(
                        property -> {
                            if (!required.contains(property) && !optional.contains(property)) {
                                throw TemplateException.at(
                                        place, name + " has no property '" + property + "'");
                            }
                        });
        required.stream()
                .sorted()
                .filter(property -> !properties.has(property))
                .forEach(
                        property -> {
                            throw TemplateException.at(
                                    place, name + " needs the property '" + property + "'");
                        });
    }

    /** What others see of a resource of this type. */
    Created created(String physicalName, StackIdentity stack) {
        String iam = "arn:aws:iam::" + stack.accountId() + ":";
        return switch (name) {
            case "AWS::S3::Bucket" ->
                    new Created(
                            physicalName,
                            Map.of(
                                    "Arn",
                                    "arn:aws:s3:::" + physicalName,
                                    "DomainName",
                                    physicalName + ".s3.amazonaws.com",
                                    "RegionalDomainName",
                                    physicalName + ".s3." + stack.region() + ".amazonaws.com"));
            case "AWS::IAM::Role" ->
                    new Created(
                            physicalName,
                            Map.of(
                                    "Arn",
                                    iam + "role/" + physicalName,
                                    "RoleId",
                                    "AROA" + stack.hash(physicalName)));
            case "AWS::IAM::ManagedPolicy" -> {
                String arn = iam + "policy/" + physicalName;
                yield new Created(arn, Map.of("PolicyArn", arn));
            }
            case "AWS::Logs::LogGroup" ->
                    new Created(
                            physicalName,
                            Map.of(
                                    "Arn",
                                    "arn:aws:logs:"
                                            + stack.region()
                                            + ":"
                                            + stack.accountId()
                                            + ":log-group:"
                                            + physicalName
                                            + ":*"));
            default -> new Created(physicalName, Map.of());
        };
    }
}
