/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/** No thread dies in silence: what one ends by makes the gateway not live, with the reason. */
@NullMarked
package io.sluice.gateway.supervision;

import org.jspecify.annotations.NullMarked;
