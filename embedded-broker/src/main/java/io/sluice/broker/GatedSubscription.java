/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

/**
 * One filter of a SUBSCRIBE.
 *
 * @param filter as it was sent, {@code $share/...} included
 * @param qos 0 to 2
 */
public record GatedSubscription(String filter, int qos) {}
