/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.firehose;

import java.util.List;

/**
 * What one call brought.
 *
 * @param accepted places in the call's list whose reading was accepted
 * @param refused places whose reading is to be sent again
 */
record Put(List<Integer> accepted, List<Integer> refused) {}
