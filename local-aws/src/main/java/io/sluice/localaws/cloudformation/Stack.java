/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

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
}
