/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BalanceTest {

    @TempDir Path folder;
    private Path file;
    private LedgerTail ledger;
    private Copies copies;

    @BeforeEach
    void open() throws IOException {
        file = folder.resolve("ledger.txt");
        Files.writeString(file, "sluice-ledger 1\nr 2026-01-31T06:24:44.470Z\nd 0 d\n");
        ledger = new LedgerTail(file);
        copies = new Copies(folder.resolve("bucket"));
    }

    private void acknowledge(int from, int to) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int seq = from; seq < to; seq++) {
            lines.append("p 0 ").append(seq).append("\na 0 ").append(seq).append('\n');
        }
        Files.writeString(file, Files.readString(file) + lines);
        ledger.update();
    }

    private void deliver(int from, int to) {
        for (int seq = from; seq < to; seq++) {
            copies.reading("d", seq, null);
        }
    }

    @Test
    void namesWhatIsLostInThePhaseInWhichItWasSent() throws IOException {
        // Given
        Phase first = new Phase(new Bite("first"), ledger);
        acknowledge(0, 10);
        Phase second = new Phase(new Bite("second"), ledger);
        acknowledge(10, 20);
        deliver(0, 15);
        deliver(16, 20);

        // When
        Balance balance = Balance.of(ledger, copies, List.of(first, second));

        // Then
        assertThat(balance.lost()).isEqualTo(1);
        assertThat(balance.json().at("/faults/0/lost").asInt()).isZero();
        assertThat(balance.json().at("/faults/1/lost").asInt()).isEqualTo(1);
        assertThat(balance.problems()).singleElement().asString().contains("d", "15");
    }

    @Test
    void allowsAsManyDuplicatesAsWereInFlight() throws IOException {
        // Given
        Bite bite = new Bite("kill").inFlight(3, "not released");
        Phase phase = new Phase(bite, ledger);
        acknowledge(0, 10);
        deliver(0, 10);
        deliver(0, 3);

        // When
        List<String> before = Balance.of(ledger, copies, List.of(phase)).problems();
        deliver(0, 1);
        List<String> after = Balance.of(ledger, copies, List.of(phase)).problems();

        // Then
        assertThat(before).isEmpty();
        assertThat(after).singleElement().asString().contains("4 duplicates", "at most 3");
    }

    @Test
    void knowsThatALaterFaultCanBringTwiceWhatWasSentBeforeAndNotTheOtherWayRound()
            throws IOException {
        // Given readings of the first phase that the broker held until the second fault
        Phase first = new Phase(new Bite("throttle"), ledger);
        acknowledge(0, 10);
        Phase second = new Phase(new Bite("kill").inFlight(3, "not released"), ledger);
        acknowledge(10, 20);
        deliver(0, 20);
        deliver(7, 10);
        assertThat(Balance.of(ledger, copies, List.of(first, second)).problems()).isEmpty();

        // When
        Phase third = new Phase(new Bite("cut"), ledger);
        acknowledge(20, 30);
        deliver(20, 30);
        deliver(20, 21);

        // Then
        assertThat(Balance.of(ledger, copies, List.of(first, second, third)).problems())
                .singleElement()
                .asString()
                .contains("1 duplicates of what was sent since cut (2 of 2), but at most 0");
    }

    @Test
    void doesNotCountAsLostWhatWasDestroyedWithTheDisk() throws IOException {
        Phase phase =
                new Phase(new Bite("lost-disk").destroyed(Set.of(new ReadingId("d", 4))), ledger);
        acknowledge(0, 5);
        deliver(0, 4);
        Balance balance = Balance.of(ledger, copies, List.of(phase));
        assertThat(balance.lost()).isZero();
        assertThat(balance.json().path("destroyed").asInt()).isEqualTo(1);
    }

    @Test
    void failsForAFaultThatDidNotHappen() {
        Phase phase = new Phase(new Bite("throttle").expect(false, "refused records"), ledger);
        assertThat(Balance.of(ledger, copies, List.of(phase)).problems())
                .singleElement()
                .asString()
                .contains("throttle did not bite");
    }
}
