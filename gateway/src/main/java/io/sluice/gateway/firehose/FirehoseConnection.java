/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.firehose;

import io.sluice.gateway.aws.AwsClients;
import io.sluice.gateway.config.AwsConfig;
import io.sluice.gateway.time.Ticker;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.firehose.FirehoseClient;

/**
 * The connections to Amazon Data Firehose that all outlets share. Any thread; to be closed after
 * the outlets' last call.
 */
public final class FirehoseConnection implements AutoCloseable {

    private final FirehoseClient client;

    private FirehoseConnection(FirehoseClient client) {
        this.client = client;
    }

    /** For so many calls at once; connects when the first of them is made. */
    public static FirehoseConnection open(AwsConfig aws, int calls) {
        return new FirehoseConnection(AwsClients.build(FirehoseClient.builder(), aws, calls));
    }

    /** A way into a stream; with no pace, the stream gets as much as the lanes have. */
    public FirehoseOutlet outlet(
            String stream,
            @Nullable StreamPace pace,
            FirehoseOutlet.CallEvents events,
            Ticker ticker) {
        return new FirehoseOutlet(client, stream, pace, events, ticker);
    }

    /** Looks at streams. */
    public StreamInspector inspector() {
        return new StreamInspector(client);
    }

    @Override
    public void close() {
        client.close();
    }
}
