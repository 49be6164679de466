/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.account;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads along in the ledger that the simulator writes (its format is specified in the simulator's
 * package {@code ledger}); a line shows up within 100 ms. Not thread-safe.
 */
public final class LedgerTail {

    private final Path file;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private long position;
    private long sent;
    private long acknowledged;

    private static final class Account {
        private final BitSet sent = new BitSet();
        private final BitSet acknowledged = new BitSet();
    }

    /** Of a ledger that may come later. */
    public LedgerTail(Path file) {
        this.file = file;
    }

    /** Reads the whole lines that are new. */
    public void update() {
        if (!Files.exists(file)) {
            return;
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(position);
            byte[] bytes = new byte[(int) Math.min(1 << 24, in.length() - position)];
            in.readFully(bytes);
            int begin = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    line(new String(bytes, begin, i - begin, StandardCharsets.UTF_8));
                    begin = i + 1;
                }
            }
            position += begin;
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    private void line(String line) {
        char kind = line.charAt(0);
        if ((kind != 'd' && kind != 'p' && kind != 'a') || line.charAt(1) != ' ') {
            return;
        }
        int space = line.indexOf(' ', 2);
        int device = Integer.parseInt(line, 2, space, 10);
        if (kind == 'd') {
            names.add(line.substring(space + 1));
            accounts.put(names.get(device), new Account());
            return;
        }
        Account account = account(names.get(device));
        int seq = Integer.parseInt(line, space + 1, line.length(), 10);
        if (!account.sent.get(seq)) {
            account.sent.set(seq);
            sent++;
        }
        if (kind == 'a' && !account.acknowledged.get(seq)) {
            account.acknowledged.set(seq);
            acknowledged++;
        }
    }

    private Account account(String device) {
        Account account = accounts.get(device);
        return account == null ? new Account() : account;
    }

    /** Readings that were handed to the client. */
    public long sent() {
        return sent;
    }

    /** Readings that the broker has acknowledged. */
    public long acknowledged() {
        return acknowledged;
    }

    /** The devices. */
    public Set<String> devices() {
        return accounts.keySet();
    }

    /** Whether this reading was handed to the client. */
    public boolean isSent(String device, int seq) {
        return account(device).sent.get(seq);
    }

    /** Whether the broker has acknowledged this reading. */
    public boolean isAcknowledged(String device, int seq) {
        return account(device).acknowledged.get(seq);
    }

    /** The number behind the last one that the device has sent. */
    public int end(String device) {
        return account(device).sent.length();
    }
}
