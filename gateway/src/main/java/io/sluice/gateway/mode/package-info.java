/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The mode: which is in force, how it is kept over restarts, and the steps of a switch. */
@NullMarked
package io.sluice.gateway.mode;

import org.jspecify.annotations.NullMarked;
