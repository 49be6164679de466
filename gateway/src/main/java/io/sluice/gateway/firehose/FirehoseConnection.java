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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.firehose.FirehoseClient;

/**
 * The connections to Amazon Data Firehose that all outlets share. Any thread; to be closed after
 * the outlets' last call.
 */
public final class FirehoseConnection implements AutoCloseable {

    private final CompletableFuture<FirehoseClient> client = new CompletableFuture<>();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Supplier<FirehoseClient> setUp;

    private FirehoseConnection(Supplier<FirehoseClient> setUp) {
        this.setUp = setUp;
    }

    /** For so many calls at once; is {@linkplain #begin begun} at once. */
    public static FirehoseConnection open(AwsConfig aws, int calls) {
        FirehoseConnection connection = prepare(aws, calls);
        connection.begin();
        return connection;
    }

    /** The same, which does nothing yet: calls wait until it is {@linkplain #begin begun}. */
    public static FirehoseConnection prepare(AwsConfig aws, int calls) {
        return new FirehoseConnection(() -> client(aws, AwsClients.http(aws, calls)));
    }

    /**
     * Over another HTTP client, as for measuring the rest of a call.
     *
     * @param http asked once, by the thread that sets up the client
     */
    public static FirehoseConnection open(AwsConfig aws, Supplier<SdkHttpClient.Builder<?>> http) {
        FirehoseConnection connection = new FirehoseConnection(() -> client(aws, http.get()));
        connection.begin();
        return connection;
    }

    private static FirehoseClient client(AwsConfig aws, SdkHttpClient.Builder<?> http) {
        return AwsClients.build(FirehoseClient.builder(), aws, http, new RecordsAsJson());
    }

    /**
     * Sets up the client, which takes a third of a gateway's start, in a thread of its own; it
     * connects when the first call is made. Idempotent.
     */
    public void begin() {
        if (begun.getAndSet(true)) {
            return;
        }
        Thread opening =
                new Thread(
                        () -> {
                            try {
                                client.complete(setUp.get());
                            } catch (Throwable e) {
                                client.completeExceptionally(e);
                            }
                        },
                        "firehose-open");
        opening.setDaemon(true);
        try {
            opening.start();
        } catch (Throwable e) { // no thread to be had
            client.completeExceptionally(e);
            throw e;
        }
    }

    /**
     * Waits until the client is set up.
     *
     * @throws RuntimeException if it cannot be
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
        if (!begun.getAndSet(true)) {
            client.completeExceptionally(new IllegalStateException("closed, and never begun"));
        }
        client.thenAccept(FirehoseClient::close);
    }
}
