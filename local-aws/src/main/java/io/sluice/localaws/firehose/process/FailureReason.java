/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose.process;

/**
 * Why something was not done, as Firehose's log and error objects have it.
 *
 * @param code such as {@code Lambda.FunctionError}
 * @param message for people
 */
public record FailureReason(String code, String message) {}
