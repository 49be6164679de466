/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.firehose;

import java.util.Set;

/**
 * Default Direct PUT quotas of a Region, per stream and second.
 *
 * @param bytes of records before base64
 * @param records in PutRecord and PutRecordBatch together
 * @param requests of PutRecord and PutRecordBatch together
 * @see <a href="https://docs.aws.amazon.com/firehose/latest/dev/limits.html">Amazon Data Firehose
 *     Quota</a>
 */
public record RegionQuotas(long bytes, long records, long requests) {

    private static final long MIB = 1024 * 1024;
    private static final Set<String> LARGE_REGIONS = Set.of("us-east-1", "us-west-2", "eu-west-1");

    /** The defaults of a Region. */
    public static RegionQuotas of(String region) {
        return LARGE_REGIONS.contains(region)
                ? new RegionQuotas(5 * MIB, 500_000, 2_000)
                : new RegionQuotas(MIB, 100_000, 1_000);
    }
}
