/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Where the local AWS listens, and by which name it is reached there. */
@NullMarked
package io.sluice.localaws.net;

import org.jspecify.annotations.NullMarked;
