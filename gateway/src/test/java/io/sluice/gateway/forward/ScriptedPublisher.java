/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.outlet.OutboundMessage;
import io.sluice.gateway.outlet.Publisher;
import io.sluice.gateway.outlet.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Takes messages while it has room, and answers them when the test says so. */
final class ScriptedPublisher implements Publisher {

    static final Failure AWAY = new Failure(FailureKind.UNREACHABLE, "away");

    /** Shorter than what a way waits, so that tests are quick. */
    private static final Duration PATIENCE = Duration.ofMillis(10);

    private final List<String> published = new ArrayList<>();
    private final List<String> topics = new ArrayList<>();
    private final List<CompletableFuture<Verdict>> answers = new ArrayList<>();
    private int room = Integer.MAX_VALUE;
    private @Nullable Failure problem;

    /** Takes so many more. */
    synchronized ScriptedPublisher room(int messages) {
        room = messages;
        notifyAll();
        return this;
    }

    synchronized void problem(@Nullable Failure now) {
        problem = now;
    }

    @Override
    public @Nullable Failure hopeless(String topic, OutboundMessage message) {
        return text(message).startsWith("hopeless")
                ? new Failure(FailureKind.TOO_LARGE, "too large")
                : null;
    }

    @Override
    public synchronized @Nullable CompletionStage<Verdict> publish(
            OutboundMessage message, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + Math.min(timeout.toNanos(), PATIENCE.toNanos());
        while (room == 0 && System.nanoTime() < deadline) {
            wait(1);
        }
        if (room == 0) {
            return null;
        }
        room--;
        published.add(text(message));
        topics.add(message.topic());
        CompletableFuture<Verdict> answer = new CompletableFuture<>();
        answers.add(answer);
        return answer;
    }

    private static String text(OutboundMessage message) {
        return new String(message.payload().toByteArray(), StandardCharsets.UTF_8);
    }

    @Override
    public synchronized @Nullable Failure problem() {
        return problem;
    }

    /** What was published, again and again if so, in its order. */
    synchronized List<String> published() {
        return List.copyOf(published);
    }

    synchronized List<String> topics() {
        return List.copyOf(topics);
    }

    /** Answers the publish of this place. */
    void answer(int place, Verdict verdict) {
        CompletableFuture<Verdict> answer;
        synchronized (this) {
            answer = answers.get(place);
        }
        answer.complete(verdict);
    }
}
