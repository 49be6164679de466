/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.source.SubscriptionKeeper.Standing;
import io.sluice.gateway.source.SubscriptionKeeper.Wish;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubscriptionKeeperTest {

    private final FakeSession session = new FakeSession();
    private final SubscriptionKeeper keeper = new SubscriptionKeeper(session);

    @Test
    void asksForOneThingAtATimeAndForWhatIsWishedThen() {
        keeper.connected(false);
        CompletionStage<Void> suspended = keeper.wish(Wish.UNSUBSCRIBED);

        assertThat(session.asked).containsExactly("subscribe");
        assertThat(keeper.standing()).isEqualTo(Standing.CONNECTING);
        session.agree();

        assertThat(session.asked).containsExactly("subscribe", "unsubscribe");
        assertThat(suspended.toCompletableFuture()).isNotDone();
        session.agree();

        assertThat(suspended.toCompletableFuture()).isCompleted();
        assertThat(keeper.standing()).isEqualTo(Standing.SUSPENDED);
    }

    @Test
    void doesNotTakeTheAnswerToAnEarlierWishForTheOneToThis() {
        subscribed();
        keeper.wish(Wish.UNSUBSCRIBED);
        CompletionStage<Void> resumed = keeper.wish(Wish.SUBSCRIBED);

        session.agree();
        assertThat(resumed.toCompletableFuture()).isNotDone();
        assertThat(keeper.standing()).isEqualTo(Standing.CONNECTING);

        session.refuse("not now");
        assertThat(keeper.problem()).isEqualTo("not now");
        assertThat(keeper.standing()).isEqualTo(Standing.CONNECTING);

        session.later.remove().run();
        session.agree();
        assertThat(resumed.toCompletableFuture()).isCompleted();
        assertThat(keeper.problem()).isNull();
        assertThat(session.asked)
                .containsExactly("subscribe", "unsubscribe", "subscribe", "subscribe");
    }

    @Test
    void asksAgainOverTheNextConnectionForWhatWasUnderWayWhenOneBroke() {
        subscribed();
        CompletionStage<Void> suspended = keeper.wish(Wish.UNSUBSCRIBED);
        CompletableFuture<@Nullable String> ofTheFirst = session.answers.remove();

        keeper.disconnected();
        keeper.connected(true);
        ofTheFirst.complete(null);

        assertThat(suspended.toCompletableFuture()).isNotDone();
        session.agree();
        assertThat(suspended.toCompletableFuture()).isCompleted();
        assertThat(session.asked).containsExactly("subscribe", "unsubscribe", "unsubscribe");
    }

    @Test
    void asksForNothingThatTheSessionStillHolds() {
        subscribed();

        keeper.disconnected();
        assertThat(keeper.standing()).isEqualTo(Standing.CONNECTING);
        keeper.connected(true);

        assertThat(keeper.standing()).isEqualTo(Standing.SUBSCRIBED);
        assertThat(session.asked).hasSize(1);
    }

    @Test
    void asksForAllThatALostSessionHeld() {
        subscribed();

        keeper.disconnected();
        keeper.connected(false);

        assertThat(keeper.standing()).isEqualTo(Standing.CONNECTING);
        assertThat(session.asked).containsExactly("subscribe", "subscribe");
    }

    @Test
    void saysThatTheBrokerKeepsTheSubscriptionsAndAsksAgain() {
        subscribed();
        CompletionStage<Void> suspended = keeper.wish(Wish.UNSUBSCRIBED);

        session.answers.remove().completeExceptionally(new IllegalStateException("not authorized"));

        assertThat(suspended.toCompletableFuture()).isCompletedExceptionally();
        assertThat(keeper.problem()).isEqualTo("unsubscribing failed: not authorized");
        session.later.remove().run();
        session.agree();
        assertThat(keeper.problem()).isNull();
        assertThat(keeper.standing()).isEqualTo(Standing.SUSPENDED);
    }

    @Test
    void isNotSuspendedBeforeTheBrokerHasAgreedNorWhereItKeepsSome() {
        subscribed();
        CompletionStage<Void> suspended = keeper.wish(Wish.UNSUBSCRIBED);
        assertThat(keeper.standing()).isEqualTo(Standing.CONNECTING);

        session.refuse("it keeps one");

        assertThat(keeper.standing()).isEqualTo(Standing.CONNECTING);
        assertThat(keeper.problem()).isEqualTo("it keeps one");
        assertThat(suspended.toCompletableFuture()).isCompletedExceptionally();
        assertThat(session.timesRefused).isZero();
    }

    @Test
    void asksAgainOnceHoweverOftenItWasRefused() {
        keeper.connected(false);
        session.refuse("not now");
        keeper.wish(Wish.SUBSCRIBED);
        session.refuse("not now");
        assertThat(session.timesRefused).isEqualTo(2);

        assertThat(session.later).hasSize(1);
        session.later.remove().run();
        assertThat(session.asked).hasSize(3);
        session.refuse("not now");
        assertThat(session.later).hasSize(1);
    }

    @Test
    void leavesAloneWhatTheBrokerHolds() {
        keeper.wish(Wish.LEFT_ALONE);

        keeper.connected(true);

        assertThat(session.asked).isEmpty();
        assertThat(session.timesAgreed).isEqualTo(1);
        assertThat(keeper.standing()).isEqualTo(Standing.SUSPENDED);
    }

    private void subscribed() {
        keeper.connected(false);
        session.agree();
        assertThat(keeper.standing()).isEqualTo(Standing.SUBSCRIBED);
    }

    /** Answers when it is told to. */
    private static final class FakeSession implements SubscriptionKeeper.Session {

        private final List<String> asked = new ArrayList<>();
        private final Deque<CompletableFuture<@Nullable String>> answers = new ArrayDeque<>();
        private final Deque<Runnable> later = new ArrayDeque<>();
        private int timesAgreed;
        private int timesRefused;

        @Override
        public CompletionStage<@Nullable String> subscribe() {
            return ask("subscribe");
        }

        @Override
        public CompletionStage<@Nullable String> unsubscribe() {
            return ask("unsubscribe");
        }

        private CompletionStage<@Nullable String> ask(String what) {
            asked.add(what);
            CompletableFuture<@Nullable String> answer = new CompletableFuture<>();
            answers.add(answer);
            return answer;
        }

        private void agree() {
            answers.remove().complete(null);
        }

        private void refuse(String words) {
            answers.remove().complete(words);
        }

        @Override
        public void agreed() {
            timesAgreed++;
        }

        @Override
        public void refused(String words) {
            timesRefused++;
        }

        @Override
        public void later(Runnable again) {
            later.add(again);
        }
    }
}
