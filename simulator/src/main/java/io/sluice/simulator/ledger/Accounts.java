/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The accounts of all devices, by name and by number, and the runs. Not thread-safe. */
final class Accounts {

    private final Map<String, DeviceAccount> byName = new LinkedHashMap<>();
    private final List<DeviceAccount> byNumber = new ArrayList<>();
    private final List<RunSpan> runs = new ArrayList<>(List.of(RunSpan.UNKNOWN));

    /** A run begins, and what is published from now on is its. The one before has ended by now. */
    void begin(Instant at) {
        if (currentRun().end() == null) {
            end(at);
        }
        runs.add(new RunSpan(at, null));
    }

    /** The run ends. */
    void end(Instant at) {
        runs.set(runs.size() - 1, currentRun().endedAt(at));
    }

    void publish(DeviceAccount account, long seq) {
        account.publish(seq, runs.size() - 1);
    }

    void acknowledge(DeviceAccount account, long seq) {
        account.acknowledge(seq, runs.size() - 1);
    }

    private RunSpan currentRun() {
        return runs.get(runs.size() - 1);
    }

    @Nullable DeviceAccount find(String device) {
        return byName.get(device);
    }

    DeviceAccount add(String device) {
        DeviceAccount account = new DeviceAccount(byNumber.size());
        byName.put(device, account);
        byNumber.add(account);
        return account;
    }

    DeviceAccount numbered(int number) {
        return byNumber.get(number);
    }

    int size() {
        return byNumber.size();
    }

    long nextSeq(String device) {
        DeviceAccount account = byName.get(device);
        return account == null ? 0 : account.nextSeq();
    }

    /** The next sequence number of each device. */
    Map<String, Long> nextSeqs() {
        Map<String, Long> next = new HashMap<>();
        byName.forEach((name, account) -> next.put(name, account.nextSeq()));
        return next;
    }

    LedgerSnapshot snapshot() {
        return snapshotFrom(Map.of());
    }

    /** What is at or after these sequence numbers; 0 for a device that is not among them. */
    LedgerSnapshot snapshotFrom(Map<String, Long> first) {
        Map<String, LedgerSnapshot.Account> copies = new HashMap<>();
        byName.forEach(
                (name, account) ->
                        copies.put(name, account.copyFrom(first.getOrDefault(name, 0L))));
        return new LedgerSnapshot(copies, runs);
    }
}
