/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.account;

/**
 * A reading.
 *
 * @param device its device
 * @param seq its number, from 0
 */
public record ReadingId(String device, int seq) {}
