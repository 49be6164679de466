/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests of the run that an archive of classes is made from. */
@NullMarked
package io.sluice.gateway.rehearsal;

import org.jspecify.annotations.NullMarked;
