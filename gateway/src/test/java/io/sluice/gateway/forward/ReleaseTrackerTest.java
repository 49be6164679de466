/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.spool.SpoolPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReleaseTrackerTest {

    private static final Instant T = Instant.ofEpochSecond(1_000);

    private final List<Long> released = new ArrayList<>();
    private final ReleaseTracker tracker =
            new ReleaseTracker(position -> released.add(position.offset()));

    private ReleaseTracker.Stretch begin(long end, Instant since) {
        return tracker.begin(new SpoolPosition(end), since);
    }

    @Test
    void whatIsSkippedBehindAStretchThatDoesNotEndIsKeptOnce() {
        // Given
        ReleaseTracker.Stretch stuck = begin(1, T);
        for (int end = 2; end <= 100; end++) {
            tracker.skipTo(new SpoolPosition(end));
        }
        int kept = tracker.size();

        // When
        stuck.complete();

        // Then
        assertThat(kept).isEqualTo(2);
        assertThat(released).containsExactly(100L);
    }

    /** Each number says what to do next: begin a stretch, skip, or complete one of those begun. */
    @Property
    void releasesExactlyTheContiguousPrefixWhateverTheOrder(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 99) Integer> moves) {
        // Given
        List<Long> out = new ArrayList<>();
        ReleaseTracker tested = new ReleaseTracker(position -> out.add(position.offset()));
        List<ReleaseTracker.@Nullable Stretch> stretches = new ArrayList<>();
        List<Boolean> complete = new ArrayList<>();
        for (int move : moves) {

            // When
            if (move < 40) {
                stretches.add(tested.begin(new SpoolPosition(stretches.size() + 1L), T));
                complete.add(false);
            } else if (move < 50) {
                complete.add(true);
                tested.skipTo(new SpoolPosition(stretches.size() + 1L));
                stretches.add(null);
            } else if (!stretches.isEmpty()) {
                int which = move % stretches.size();
                ReleaseTracker.Stretch stretch = stretches.get(which);
                if (stretch != null) {
                    stretch.complete();
                    complete.set(which, true);
                }
            }

            // Then
            int prefix = complete.indexOf(false) < 0 ? complete.size() : complete.indexOf(false);
            assertThat(out.isEmpty() ? 0 : out.get(out.size() - 1)).isEqualTo(prefix);
            assertThat((long) tested.size()).isEqualTo(kept(stretches, prefix));
        }
        assertThat(out).isSorted().doesNotHaveDuplicates();
    }

    /** What is skipped behind something that was skipped counts with it. */
    private static long kept(List<ReleaseTracker.@Nullable Stretch> stretches, int from) {
        return IntStream.range(from, stretches.size())
                .filter(i -> i == from || stretches.get(i) != null || stretches.get(i - 1) != null)
                .count();
    }

    @Test
    void releasesNothingWhileTheFirstIsUnderWay() {
        // Given
        begin(10, T);
        ReleaseTracker.Stretch second = begin(20, T.plusSeconds(1));

        // When
        second.complete();

        // Then
        assertThat(released).isEmpty();
        assertThat(tracker.size()).isEqualTo(2);
    }

    @Test
    void releasesOnceForAllThatBecameContiguous() {
        // Given
        ReleaseTracker.Stretch first = begin(10, T);
        begin(20, T).complete();
        tracker.skipTo(new SpoolPosition(30));

        // When
        first.complete();

        // Then
        assertThat(released).containsExactly(30L);
    }

    @Test
    void knowsTheOldestReadingUnderWay() {
        // Given
        ReleaseTracker.Stretch first = begin(10, T);
        begin(20, T.plusSeconds(1));
        assertThat(tracker.oldest()).isEqualTo(T);

        // When
        first.complete();

        // Then
        assertThat(tracker.oldest()).isEqualTo(T.plusSeconds(1));
    }

    @Test
    void hidesAnInterruptionFromTheRelease() {
        // Given
        List<Boolean> interrupted = new ArrayList<>();
        ReleaseTracker watched =
                new ReleaseTracker(
                        position -> interrupted.add(Thread.currentThread().isInterrupted()));
        ReleaseTracker.Stretch stretch = watched.begin(new SpoolPosition(1), T);

        // When
        Thread.currentThread().interrupt();
        stretch.complete();

        // Then
        assertThat(interrupted).containsExactly(false);
        assertThat(Thread.interrupted()).isTrue();
    }
}
