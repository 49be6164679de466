/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.outlet;

/**
 * Why a record did not go out.
 *
 * @param kind what to do about it
 * @param message AWS's or the client's own words, for logs and quarantine; never payload
 */
public record Failure(FailureKind kind, String message) {}
