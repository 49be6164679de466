/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose.process;

import io.sluice.localaws.outside.OutboundHttp;
import io.sluice.localaws.outside.StandIns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done with records before they are delivered.
 *
 * @param deaggregation takes records apart; {@code null} if that is not asked for
 * @param function transforms them; {@code null} if that is not asked for
 * @param query takes partition keys from them; {@code null} if that is not asked for
 * @param delimiter ends them; {@code null} if that is not asked for
 */
public record Processing(
        @Nullable Processor deaggregation,
        @Nullable Function function,
        @Nullable Processor query,
        @Nullable Processor delimiter) {

    /** Nothing. */
    public static final Processing NONE = new Processing(null, null, null, null);

    private static final int DEFAULT_BATCH_BYTES = 1 << 20;

    /**
     * A function that transforms records.
     *
     * @param arn its ARN
     * @param retries how often a call is made again
     * @param bufferBytes how many bytes of records it is handed at once
     */
    public record Function(String arn, int retries, int bufferBytes) {}

    /**
     * Where it happens.
     *
     * @param streamArn the stream
     * @param region the region
     * @param http reaches functions
     * @param standIns where functions are
     */
    public record Place(String streamArn, String region, OutboundHttp http, StandIns standIns) {}

    /** Whether records pass as they are. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** The ARN of the function, if there is one. */
    public Optional<String> functionArn() {
        return Optional.ofNullable(function).map(Function::arn);
    }

    /** How many bytes of records are worked on at once. */
    public int batchBytes() {
        return function == null ? DEFAULT_BATCH_BYTES : function.bufferBytes();
    }

    /**
     * Works on a batch.
     *
     * @throws InterruptedException if local AWS is stopping; nothing has happened then
     */
    public Processed apply(List<DataRecord> records, Place place) throws InterruptedException {
        List<FailedRecord> failed = new ArrayList<>();
        List<DataRecord> current = records;
        for (Processor step : steps(place)) {
            Processed next = Processed.collecting();
            step.process(current, next);
            failed.addAll(next.failed());
            current = next.records();
        }
        return new Processed(current, failed);
    }

    private List<Processor> steps(Place place) {
        List<Processor> steps = new ArrayList<>();
        if (deaggregation != null) {
            steps.add(deaggregation);
        }
        if (function != null) {
            steps.add(
                    new TransformFunction(
                            new TransformFunction.Invocation(
                                    function.arn(),
                                    place.streamArn(),
                                    place.region(),
                                    function.retries()),
                            place.http(),
                            place.standIns()));
        }
        if (query != null) {
            steps.add(query);
        }
        if (delimiter != null) {
            steps.add(delimiter);
        }
        return steps;
    }
}
