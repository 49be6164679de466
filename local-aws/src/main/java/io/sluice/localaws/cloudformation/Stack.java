/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A deployed template.
 *
 * @param name of the stack
 * @param resources in the order of creation
 * @param outputs by name, in the order of the template
 */
public record Stack(String name, List<Resource> resources, Map<String, String> outputs) {

    /**
     * A resource of a stack.
     *
     * @param logicalId its name in the template
     * @param type such as {@code AWS::KinesisFirehose::DeliveryStream}
     * @param physicalId what {@code Ref} gives
     * @param inert whether it exists in name only
     */
    public record Resource(String logicalId, String type, String physicalId, boolean inert) {}

    static Stack of(StackState state, ResourceTypes types) {
        List<Resource> resources = new ArrayList<>();
        state.resources.forEach(
                (id, one) ->
                        resources.add(
                                new Resource(
                                        id,
                                        one.type(),
                                        one.ref(),
                                        types.of(one.type()).inertBecause(one.properties())
                                                != null)));
        Map<String, String> outputs = new LinkedHashMap<>();
        state.outputs.forEach((name, output) -> outputs.put(name, output.value()));
        return new Stack(state.identity.name(), List.copyOf(resources), outputs);
    }
}
