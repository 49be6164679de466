/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.templates.Template;
import java.util.List;
import java.util.Set;

/**
 * What a template asks to be allowed explicitly: to make what grants permissions.
 *
 * <p>Source: AWS CloudFormation API Reference, CreateStack, "Capabilities".
 */
final class Capabilities {

    static final String IAM = "CAPABILITY_IAM";
    static final String NAMED_IAM = "CAPABILITY_NAMED_IAM";

    private static final Set<String> TYPES =
            Set.of(
                    "AWS::IAM::AccessKey",
                    "AWS::IAM::Group",
                    "AWS::IAM::InstanceProfile",
                    "AWS::IAM::ManagedPolicy",
                    "AWS::IAM::Policy",
                    "AWS::IAM::Role",
                    "AWS::IAM::RolePolicy",
                    "AWS::IAM::User",
                    "AWS::IAM::UserToGroupAddition");
    private static final Set<String> NAMES =
            Set.of("GroupName", "InstanceProfileName", "ManagedPolicyName", "RoleName", "UserName");
    private static final Set<String> NAMED_TYPES =
            Set.of(
                    "AWS::IAM::Group",
                    "AWS::IAM::InstanceProfile",
                    "AWS::IAM::ManagedPolicy",
                    "AWS::IAM::Role",
                    "AWS::IAM::User");

    private Capabilities() {}

    /** The types of the template that ask for a capability. */
    static List<String> typesIn(Template template) {
        return template.resources().values().stream()
                .map(Template.Resource::type)
                .filter(TYPES::contains)
                .distinct()
                .toList();
    }

    /** What has to be granted: one of the two, or nothing. */
    static List<String> neededBy(Template template) {
        if (typesIn(template).isEmpty()) {
            return List.of();
        }
        boolean named =
                template.resources().values().stream()
                        .filter(resource -> NAMED_TYPES.contains(resource.type()))
                        .anyMatch(resource -> NAMES.stream().anyMatch(resource.properties()::has));
        return List.of(named ? NAMED_IAM : IAM);
    }

    static void require(Template template, List<String> granted) {
        List<String> needed = neededBy(template);
        // the greater one holds the lesser one
        if (!granted.containsAll(needed) && !granted.contains(NAMED_IAM)) {
            throw AwsFailure.client(
                    "InsufficientCapabilitiesException", "Requires capabilities : " + needed);
        }
    }
}
