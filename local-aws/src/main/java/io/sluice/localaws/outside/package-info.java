/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What stands on this machine for things that AWS would reach outside of itself: functions,
 * endpoints and secrets, and the calls to them.
 */
@NullMarked
package io.sluice.localaws.outside;

import org.jspecify.annotations.NullMarked;
