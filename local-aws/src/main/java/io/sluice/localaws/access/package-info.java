/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Who asked for what, in the words of AWS's policies: {@link io.sluice.localaws.access.AccessLog}.
 * Nothing is refused here; a test compares the log with the policies that a template grants.
 */
@NullMarked
package io.sluice.localaws.access;

import org.jspecify.annotations.NullMarked;
