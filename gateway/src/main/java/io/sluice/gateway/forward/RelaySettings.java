/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

/**
 * How readings are published on the relay's way.
 *
 * @param topicPrefix what is put before each reading's topic: {@code $aws/rules/NAME/} for Basic
 *     Ingest, or nothing
 * @param underWay the most readings that are published and not acknowledged, at least 1: what a
 *     crash would send again
 */
public record RelaySettings(String topicPrefix, int underWay) {}
