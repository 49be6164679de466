/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.message.TopicFilter;

/**
 * What a lane is, whichever way its readings leave.
 *
 * @param route the route's name: names the lane, its threads and its cursor
 * @param stream the delivery stream it leads to
 * @param filter which messages it takes
 * @param backoff between attempts
 */
public record LaneSettings(String route, String stream, TopicFilter filter, Backoff backoff) {}
