/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.s3.BucketFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Buckets: folders. One that is there already is taken on, since a generated name is the same each
 * time, and a bucket outlives its stack; one that holds objects is not removed.
 */
final class BucketType implements ResourceType {

    private final BucketFolders buckets;

    BucketType(BucketFolders buckets) {
        this.buckets = buckets;
    }

    @Override
    public String fit(String generatedName) {
        return generatedName.toLowerCase(Locale.ROOT);
    }

    @Override
    public void check(String name, ObjectNode properties) {
        if (!BucketFolders.isBucketName(name)) {
            throw AwsFailure.client(
                    "InvalidBucketName", "'" + name + "' is not the name of a bucket");
        }
    }

    @Override
    public void create(String name, ObjectNode properties) {
        try {
            buckets.createBucket(name);
        } catch (IOException e) {
            throw new UncheckedIOException("the bucket cannot be created: " + e.getMessage(), e);
        }
    }

    @Override
    public void update(String name, ObjectNode properties) {
        // none of its properties changes what is in its folder
    }

    @Override
    public void delete(String name, ObjectNode properties) {
        try {
            if (!buckets.deleteBucket(name)) {
                throw AwsFailure.client(
                        "BucketNotEmpty", "The bucket you tried to delete is not empty");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the bucket cannot be deleted: " + e.getMessage(), e);
        }
    }

    @Override
    public @Nullable String inertBecause(ObjectNode properties) {
        return null;
    }
}
