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
    private final ScheduledExecutorService flusher;
    private boolean closed;

    private Ledger(Accounts accounts, OutputStream out) {
        this.accounts = accounts;
        this.out = out;
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
     * Opens the ledger in this file, or begins one.
     *
     * @throws CommandFailure if the file is something else, or another simulator writes to it
     * @throws IOException if it cannot be read or written
     */
    public static Ledger open(Path file) throws IOException {
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
            Ledger ledger = new Ledger(scan.accounts(), out);
            ledger.flushRegularly();
            return ledger;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** A ledger that is forgotten when it is closed. */
    public static Ledger inMemory() {
        return new Ledger(new Accounts(), OutputStream.nullOutputStream());
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
        account.publish(seq);
        write(LedgerFile.published(account.number(), seq));
    }

    /** The reading was acknowledged; implies that it was published. */
    public synchronized void acknowledged(String device, long seq) {
        DeviceAccount account = account(device);
        account.acknowledge(seq);
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
        try {
            out.close();
        } catch (IOException e) {
            throw cannotWrite(e);
        }
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
