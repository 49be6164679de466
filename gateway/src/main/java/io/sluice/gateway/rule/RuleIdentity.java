/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.rule;

/**
 * Whose rule it is and who publishes to it, for the functions that ask.
 *
 * @param accountId twelve digits, for {@code accountid()}
 * @param clientId for {@code clientid()}: in direct mode the gateway's, since MQTT does not carry
 *     the device's
 */
public record RuleIdentity(String accountId, String clientId) {}
