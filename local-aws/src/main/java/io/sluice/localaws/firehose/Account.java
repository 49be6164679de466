/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

/**
 * Whose streams these are.
 *
 * @param id twelve digits
 * @param region such as {@code eu-central-1}
 */
public record Account(String id, String region) {

    /** The ARN of a stream of this account. */
    public String streamArn(String stream) {
        return "arn:aws:firehose:" + region + ":" + id + ":deliverystream/" + stream;
    }
}
