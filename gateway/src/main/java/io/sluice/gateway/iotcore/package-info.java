/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * AWS IoT Core: the relay that publishes readings to it, and the topic rules as they are deployed
 * there.
 */
@NullMarked
package io.sluice.gateway.iotcore;

import org.jspecify.annotations.NullMarked;
