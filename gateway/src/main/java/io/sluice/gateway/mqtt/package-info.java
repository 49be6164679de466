/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What sessions with the source broker and with AWS IoT Core have in common: TLS from PEM files,
 * and one network thread.
 */
@NullMarked
package io.sluice.gateway.mqtt;

import org.jspecify.annotations.NullMarked;
