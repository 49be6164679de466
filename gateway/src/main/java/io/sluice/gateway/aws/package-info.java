/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/** How every client of the AWS SDK is made: region, endpoint, credentials, timeouts. */
@NullMarked
package io.sluice.gateway.aws;

import org.jspecify.annotations.NullMarked;
