/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A gateway that is run once, on readings of no worth, so that its JVM leaves an archive of the
 * classes that it needed to start (class-data sharing). Used when the launcher or an image is
 * built.
 */
@NullMarked
package io.sluice.gateway.rehearsal;

import org.jspecify.annotations.NullMarked;
