/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.templates.StackIdentity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stack as it is on disk. */
record StackFile(
        StackIdentity identity,
        long createdAt,
        StackSource source,
        OnFailure onFailure,
        boolean protectedFromDeletion,
        String description,
        String status,
        @Nullable String reason,
        long updatedAt,
        long deletedAt,
        Map<String, ResourceState> resources,
        Map<String, StackOutput> outputs,
        List<StackEvent> events,
        Map<String, ChangeSet> changeSets,
        StackState.@Nullable Before before) {

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    static byte[] write(StackState state) throws JsonProcessingException {
        return JSON.writeValueAsBytes(
                new StackFile(
                        state.identity,
                        state.createdAt,
                        state.source,
                        state.onFailure,
                        state.protectedFromDeletion,
                        state.description,
                        state.status,
                        state.reason,
                        state.updatedAt,
                        state.deletedAt,
                        state.resources,
                        state.outputs,
                        state.events,
                        state.changeSets,
                        state.before));
    }

    static StackState read(byte[] bytes) throws java.io.IOException {
        StackFile file = JSON.readValue(bytes, StackFile.class);
        StackState state =
                new StackState(
                        file.identity, file.source, file.onFailure, file.status, file.createdAt);
        state.protectedFromDeletion = file.protectedFromDeletion;
        state.description = file.description;
        state.reason = file.reason;
        state.updatedAt = file.updatedAt;
        state.deletedAt = file.deletedAt;
        state.resources.putAll(file.resources);
        state.outputs = file.outputs;
        state.events.addAll(file.events);
        state.changeSets.putAll(file.changeSets);
        state.before = file.before;
        return state;
    }
}
