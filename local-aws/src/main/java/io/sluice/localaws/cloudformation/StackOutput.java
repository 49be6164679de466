/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

/**
 * An output of a stack.
 *
 * @param value evaluated
 * @param description empty if there is none
 * @param export the name that other stacks may import it by; empty if there is none
 */
record StackOutput(String value, String description, String export) {}
