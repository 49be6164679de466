/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The topic rule of a route: what it makes of a reading, where its SQL comes from, and what a
 * deployed rule must be like to do the same. The one room that knows templates, and besides the
 * commands the one that knows {@code iot-sql}.
 */
@NullMarked
package io.sluice.gateway.rule;

import org.jspecify.annotations.NullMarked;
