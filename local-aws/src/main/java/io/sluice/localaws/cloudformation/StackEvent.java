/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a stack or to one of its resources.
 *
 * @param id unlike that of any other
 * @param logicalId the resource's, or the stack's name
 * @param physicalId the resource's, or the stack's ARN
 * @param type of the resource, or {@code AWS::CloudFormation::Stack}
 * @param at in milliseconds since 1970
 * @param status such as {@code CREATE_IN_PROGRESS}
 * @param reason for the status, or null
 * @param properties the resource's, as JSON; empty for a stack
 */
record StackEvent(
        String id,
        String logicalId,
        String physicalId,
        String type,
        long at,
        String status,
        @Nullable String reason,
        String properties) {}
