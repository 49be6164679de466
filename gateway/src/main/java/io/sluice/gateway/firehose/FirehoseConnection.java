/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.firehose;

import io.sluice.gateway.aws.AwsClients;
import io.sluice.gateway.config.AwsConfig;
import io.sluice.gateway.time.Ticker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.firehose.FirehoseClient;

/**
 * The connections to Amazon Data Firehose that all outlets share. Any thread; to be closed after
 * the outlets' last call.
 */
public final class FirehoseConnection implements AutoCloseable {

    private final CompletableFuture<FirehoseClient> client;

    private FirehoseConnection(CompletableFuture<FirehoseClient> client) {
        this.client = client;
    }

    /**
     * For so many calls at once. The client, which takes a third of a gateway's start, is set up by
     * a thread of its own; it connects when the first call is made.
     */
    public static FirehoseConnection open(AwsConfig aws, int calls) {
        return open(aws, () -> AwsClients.http(aws, calls));
    }

    /**
     * Over another HTTP client, as for measuring the rest of a call.
     *
     * @param http asked once, by the thread that sets up the client
     */
    public static FirehoseConnection open(AwsConfig aws, Supplier<SdkHttpClient.Builder<?>> http) {
        CompletableFuture<FirehoseClient> client = new CompletableFuture<>();
        Thread opening =
                new Thread(
                        () -> {
                            try {
                                client.complete(
                                        AwsClients.build(
                                                FirehoseClient.builder(),
                                                aws,
                                                http.get(),
                                                new RecordsAsJson()));
                            } catch (Throwable e) {
                                client.completeExceptionally(e);
                            }
                        },
                        "firehose-open");
        opening.setDaemon(true);
        opening.start();
        return new FirehoseConnection(client);
    }

    /**
     * Waits until the client is set up.
     *
     * @throws RuntimeException if it cannot be, as for a profile that is not there
     */
    public void awaitOpen() {
        try {
            client.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** A way into a stream; with no pace, the stream gets as much as the lanes have. */
    public FirehoseOutlet outlet(
            String stream,
            @Nullable StreamPace pace,
            FirehoseOutlet.CallEvents events,
            Ticker ticker) {
        return new FirehoseOutlet(client::join, stream, pace, events, ticker);
    }

    /** Looks at streams. */
    public StreamInspector inspector() {
        return new StreamInspector(client::join);
    }

    @Override
    public void close() {
        client.thenAccept(FirehoseClient::close);
    }
}
