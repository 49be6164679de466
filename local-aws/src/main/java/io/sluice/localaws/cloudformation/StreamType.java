/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.firehose.DeliveryStreams;
import io.sluice.localaws.protocol.AwsFailure;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Delivery streams. Those into a destination that is delivered to, and that something stands for,
 * are real; the others are inert, and a put into one of them finds no stream.
 */
final class StreamType implements ResourceType {

    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final DeliveryStreams streams;

    StreamType(DeliveryStreams streams) {
        this.streams = streams;
    }

    @Override
    public void check(String name, ObjectNode properties) {
        if (isReal(properties)) {
            streams.validate(StreamProperties.toRequest(name, properties));
        } else {
            streams.validateName(name);
        }
    }

    @Override
    public void create(String name, ObjectNode properties) {
        if (isReal(properties)) {
            streams.create(StreamProperties.toRequest(name, properties));
            awaitActive(name);
        }
    }

    @Override
    public void update(String name, ObjectNode properties) {
        if (isReal(properties)) {
            streams.createOrChange(StreamProperties.toRequest(name, properties));
        } else {
            delete(name, properties);
        }
    }

    @Override
    public void delete(String name, ObjectNode properties) {
        if (streams.names().contains(name)) {
            awaitActive(name);
            streams.delete(name);
        }
    }

    @Override
    public @Nullable String inertBecause(ObjectNode properties) {
        return StreamProperties.destinationWithoutDelivery(properties)
                .map(destination -> "local AWS does not deliver to " + destination)
                .or(() -> streams.missingFor(StreamProperties.toRequest("s", properties)))
                .map(reason -> "inert: " + reason + ", and puts into this stream find no stream")
                .orElse(null);
    }

    private boolean isReal(ObjectNode properties) {
        return inertBecause(properties) == null;
    }

    /** As in AWS, the resource is complete once records can be put. */
    private void awaitActive(String name) {
        while (streams.describe(name).path("DeliveryStreamStatus").asText().equals("CREATING")) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                throw AwsFailure.internal("interrupted while the stream became active");
            }
        }
    }
}
