/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.ledger;

import io.sluice.toolkit.CommandFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The account of what was published and what was acknowledged, kept in memory and appended to a
 * file (see the package comment). Any thread may call it. A ledger that was used before goes on
 * where it stopped: the next sequence number of a device follows the last one in the file.
 */
public final class Ledger implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final long FLUSH_EVERY_MILLIS = 100;
    private static final int BUFFER_BYTES = 1 << 16;

    private final Accounts accounts;
    private final Map<String, Long> firstOfThisRun;
    private final OutputStream out;
    private final Clock clock;
    private final ScheduledExecutorService flusher;
    private boolean closed;

    private Ledger(Accounts accounts, OutputStream out, Clock clock) {
        this.accounts = accounts;
        this.out = out;
        this.clock = clock;
        firstOfThisRun = accounts.nextSeqs();
        flusher =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "ledger-flush");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /**
     * Opens the ledger in this file, or begins one. A run begins now: readings are measured between
     * this call and {@link #close}.
     *
     * @throws CommandFailure if the file is something else, or another simulator writes to it
     * @throws IOException if it cannot be read or written
     */
    public static Ledger open(Path file) throws IOException {
        return open(file, Clock.systemUTC());
    }

    /**
     * As {@link #open(Path)}.
     *
     * @param clock the one that readings take their time from
     */
    public static Ledger open(Path file, Clock clock) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            lock(channel, file);
            LedgerFile.Scan scan = LedgerFile.scan(file);
            channel.truncate(scan.wholeLinesBytes());
            channel.position(scan.wholeLinesBytes());
            OutputStream out =
                    new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
            if (scan.wholeLinesBytes() == 0) {
                out.write(LedgerFile.header());
            }
            Ledger ledger = new Ledger(scan.accounts(), out, clock);
            ledger.begin();
            ledger.flushRegularly();
            return ledger;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** A ledger that is forgotten when it is closed. */
    public static Ledger inMemory() {
        return inMemory(Clock.systemUTC());
    }

    /**
     * As {@link #inMemory()}.
     *
     * @param clock the one that readings take their time from
     */
    public static Ledger inMemory(Clock clock) {
        Ledger ledger = new Ledger(new Accounts(), OutputStream.nullOutputStream(), clock);
        ledger.begin();
        return ledger;
    }

    private static void lock(FileChannel channel, Path file) throws IOException {
        try {
            // held until the channel is closed
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("ledger is open in this process", e);
        }
        throw CommandFailure.failed(
                "another simulator writes to the ledger "
                        + file
                        + "; end it first, or name another --ledger");
    }

    /** The sequence number that the device's next reading takes. */
    public synchronized long nextSeq(String device) {
        return accounts.nextSeq(device);
    }

    /** The reading was handed to the client. */
    public synchronized void published(String device, long seq) {
        DeviceAccount account = account(device);
        accounts.publish(account, seq);
        write(LedgerFile.published(account.number(), seq));
    }

    /** The reading was acknowledged; implies that it was published. */
    public synchronized void acknowledged(String device, long seq) {
        DeviceAccount account = account(device);
        accounts.acknowledge(account, seq);
        write(LedgerFile.acknowledged(account.number(), seq));
    }

    /** All that the ledger holds, of earlier runs too. */
    public synchronized LedgerSnapshot snapshot() {
        return accounts.snapshot();
    }

    /** What was published and acknowledged since the ledger was opened. */
    public synchronized LedgerSnapshot thisRun() {
        return accounts.snapshotFrom(firstOfThisRun);
    }

    /** Hands all lines to the operating system. */
    public synchronized void flush() {
        if (closed) {
            return;
        }
        try {
            out.flush();
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /**
     * Flushes and gives up the file; closing twice is fine, a closed ledger takes no more entries.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        flusher.shutdownNow();
        closed = true;
        try (out) {
            Instant now = now();
            accounts.end(now);
            out.write(LedgerFile.ended(now));
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private synchronized void begin() {
        Instant now = now();
        accounts.begin(now);
        write(LedgerFile.began(now));
    }

    /** In milliseconds, cut off as they are in readings. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private DeviceAccount account(String device) {
        if (closed) {
            throw new IllegalStateException("the ledger is closed");
        }
        DeviceAccount account = accounts.find(device);
        if (account == null) {
            account = accounts.add(device);
            write(LedgerFile.device(account.number(), device));
        }
        return account;
    }

    private void write(byte[] line) {
        try {
            out.write(line);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private void flushRegularly() {
        flusher.scheduleWithFixedDelay(
                () -> {
                    try {
                        flush();
                    } catch (UncheckedIOException e) {
                        // the next entry meets the same disk and fails where somebody listens
                        LOG.atWarn().setCause(e).log("ledger not flushed");
                    }
                },
                FLUSH_EVERY_MILLIS,
                FLUSH_EVERY_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private static UncheckedIOException cannotWrite(IOException e) {
        return new UncheckedIOException("the ledger cannot be written: " + e.getMessage(), e);
    }
}
