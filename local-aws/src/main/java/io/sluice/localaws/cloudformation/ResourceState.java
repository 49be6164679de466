/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.templates.Created;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource of a stack as it was last seen.
 *
 * @param type such as {@code AWS::S3::Bucket}
 * @param ref what {@code Ref} gives: its physical id
 * @param attributes what {@code Fn::GetAtt} gives
 * @param properties as they were last given to it, read by the schema
 * @param deletionPolicy what becomes of it when it leaves the stack
 * @param updateReplacePolicy what becomes of it when another takes its place
 * @param status such as {@code CREATE_COMPLETE}
 * @param reason for the status, or null
 * @param at when the status was reached, in milliseconds since 1970
 */
record ResourceState(
        String type,
        String ref,
        Map<String, String> attributes,
        ObjectNode properties,
        String deletionPolicy,
        String updateReplacePolicy,
        String status,
        @Nullable String reason,
        long at) {

    /** The same resource in another status. */
    ResourceState in(String newStatus, @Nullable String because, long when) {
        return new ResourceState(
                type,
                ref,
                attributes,
                properties,
                deletionPolicy,
                updateReplacePolicy,
                newStatus,
                because,
                when);
    }

    Created created() {
        return new Created(ref, attributes);
    }
}
