/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

/**
 * One MQTT 5 user property (MQTT 5, section 3.3.2.3.7); names may repeat.
 *
 * @param name the name
 * @param value the value
 */
public record UserProperty(String name, String value) {}
