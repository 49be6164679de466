/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What linting does not find in the templates: each is instantiated in every shape that its
 * parameters give it, and what comes out is held to AWS's rules.
 */
@NullMarked
package io.sluice.cloudformation;

import org.jspecify.annotations.NullMarked;
