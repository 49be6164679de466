/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * AWS CloudFormation: stacks are made, changed and removed as AWS does it, with events, rollback
 * and change sets. Delivery streams and topic rules become real; buckets become folders; other
 * types are inert, have names and ARNs and do nothing, and the events say so. What is not known is
 * refused with the resource's name and the reason.
 *
 * <p>Everything that is wrong with a template is found by a plan ({@link
 * io.sluice.localaws.cloudformation.CloudFormation} asks {@code Planner}) before anything changes.
 * Then {@code StackRun} carries it out, a step at a time ({@code ResourceSteps}), each step written
 * to the stack's file before and after, so that the next start can take up what a crash has cut
 * short. A type of resource is a line of {@code resource-types.jsonl}, and a {@code ResourceType}
 * if it is to be more than inert. Generated names depend only on stack and logical id, so that the
 * same template lands on the same buckets again.
 */
@NullMarked
package io.sluice.localaws.cloudformation;

import org.jspecify.annotations.NullMarked;
