/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/** How every Sluice command logs. */
@NullMarked
package io.sluice.toolkit.logging;

import org.jspecify.annotations.NullMarked;
