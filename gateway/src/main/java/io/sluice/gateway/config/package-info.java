/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The gateway's settings: one YAML file and the environment, bound to immutable records that check
 * themselves. A settings object that exists is valid. {@link
 * io.sluice.gateway.config.GatewayConfig} is the whole, {@link
 * io.sluice.gateway.config.ConfigLoader} is the way in. Knows no stage of the gateway.
 */
@NullMarked
package io.sluice.gateway.config;

import org.jspecify.annotations.NullMarked;
