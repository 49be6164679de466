/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.gateway.json.Json;
import io.sluice.toolkit.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Quarantine as a folder: a file {@code ID.letter} for each dead letter, of one line of JSON that
 * says what it is and why it is here, and then the payload's bytes as they came. A file is there
 * whole or not at all. Bounded in bytes, each file counted as at least one disk block: letters are
 * taken while it holds less than its bound, so that the last one may go beyond it, and none is too
 * large. When it is full, {@link #store} refuses, and the lane holds its readings in the spool. Any
 * thread.
 */
public final class FileQuarantine implements Quarantine {

    private static final String SUFFIX = ".letter";
    private static final long DISK_BLOCK = 4096;
    private static final Pattern ID = Pattern.compile("[0-9]{8}T[0-9]{9}-[0-9]{6}");
    private static final DateTimeFormatter ID_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

    private final Path directory;
    private final long maxBytes;
    private final DirectorySync sync;
    // letters whose last attempt failed: the next one writes the same file again
    private final IdentityHashMap<DeadLetter, String> begun = new IdentityHashMap<>();

    private long heldBytes;
    private int letters;
    private int lastNumber;

    private FileQuarantine(Path directory, long maxBytes, DirectorySync sync) {
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.sync = sync;
    }

    /**
     * Opens or creates the folder and removes what a crash left half written.
     *
     * @throws QuarantineException if the folder cannot be used
     */
    public static FileQuarantine open(Path directory, long maxBytes) {
        return open(directory, maxBytes, FileQuarantine::syncDirectory);
    }

    static FileQuarantine open(Path directory, long maxBytes, DirectorySync sync) {
        FileQuarantine quarantine = new FileQuarantine(directory, maxBytes, sync);
        try {
            Files.createDirectories(directory);
            quarantine.takeStock();
        } catch (IOException | UncheckedIOException e) {
            throw new QuarantineException(
                    "Cannot use the quarantine directory "
                            + directory
                            + " ("
                            + Reason.of(e)
                            + "); it must be writable",
                    e);
        }
        return quarantine;
    }

    /**
     * Stores a letter. An attempt that failed may be repeated with the same object: it then takes
     * the same id, so that a letter is never there twice.
     */
    @Override
    public synchronized void store(DeadLetter letter) {
        if (isMoved(letter)) {
            settle(letter);
            return;
        }
        byte[] header = header(letter);
        long size = (long) header.length + letter.payload().size();
        if (heldBytes >= maxBytes) {
            throw new QuarantineException(
                    "Quarantine is full ("
                            + letters
                            + " dead letters, bound "
                            + maxBytes
                            + " bytes); look at them with 'sluice dead-letters list', then replay"
                            + " or purge, or raise quarantine.maxBytes",
                    null);
        }
        String id = begun.computeIfAbsent(letter, one -> nextId(one.quarantinedAt()));
        Path part = directory.resolve(id + ".part");
        try (FileChannel file =
                FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            writeFully(file, ByteBuffer.wrap(header));
            writeFully(file, letter.payload().asReadOnlyBuffer());
            file.force(true);
            Files.move(part, path(id), StandardCopyOption.ATOMIC_MOVE);
            heldBytes += onDisk(size);
            letters++;
        } catch (IOException e) {
            deleteQuietly(part); // or a full disk would be filled further by each attempt
            throw cannotStore(e);
        }
        settle(letter);
    }

    /** Whether an attempt before has got as far as the file's name, but not to its sync. */
    private boolean isMoved(DeadLetter letter) {
        String id = begun.get(letter);
        return id != null && Files.exists(path(id));
    }

    private void settle(DeadLetter letter) {
        try {
            sync.force(directory);
            begun.remove(letter);
        } catch (IOException e) {
            throw cannotStore(e);
        }
    }

    private QuarantineException cannotStore(IOException e) {
        return new QuarantineException(
                "Cannot store a dead letter in " + directory + " (" + Reason.of(e) + ")", e);
    }

    /** Ids of all dead letters, oldest first. */
    public synchronized List<String> ids() {
        List<String> ids = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                ids.add(name.substring(0, name.length() - SUFFIX.length()));
            }
        } catch (IOException e) {
            throw new QuarantineException(
                    "Cannot list " + directory + " (" + Reason.of(e) + ")", e);
        }
        ids.sort(null);
        return ids;
    }

    /**
     * The dead letter of this id, if there is one.
     *
     * @throws QuarantineException if its file cannot be read, or is damaged
     */
    public synchronized Optional<DeadLetter> find(String id) {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        try {
            byte[] file = Files.readAllBytes(path(id));
            int newline = 0;
            while (file[newline] != '\n') {
                newline++;
            }
            String header = new String(file, 0, newline, StandardCharsets.UTF_8);
            return Optional.of(
                    Json.mapper()
                            .readValue(header, DeadLetterHeader.class)
                            .toLetter(file, newline + 1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            // what is in the file is not ours alone to write
            throw new QuarantineException(
                    "Cannot read dead letter " + id + " (" + Reason.of(e) + ")", e);
        }
    }

    /** Removes the dead letter of this id; says whether there was one. */
    public synchronized boolean delete(String id) {
        if (!ID.matcher(id).matches()) {
            return false;
        }
        try {
            long size = Files.size(path(id));
            Files.delete(path(id));
            heldBytes -= onDisk(size);
            letters--;
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new QuarantineException(
                    "Cannot delete dead letter " + id + " (" + Reason.of(e) + ")", e);
        }
    }

    /** How many dead letters there are. */
    public synchronized int size() {
        return letters;
    }

    /** Bytes on disk. */
    public synchronized long heldBytes() {
        return heldBytes;
    }

    private void takeStock() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.endsWith(".part")) {
                    Files.delete(file);
                } else if (name.endsWith(SUFFIX)) {
                    heldBytes += onDisk(Files.size(file));
                    letters++;
                }
            }
        }
    }

    private byte[] header(DeadLetter letter) {
        try {
            return (Json.mapper().writeValueAsString(DeadLetterHeader.of(letter)) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new QuarantineException(
                    "Cannot describe a dead letter (" + Reason.of(e) + ")", e);
        }
    }

    private String nextId(Instant at) {
        String id;
        do {
            lastNumber = (lastNumber + 1) % 1_000_000;
            id = ID_TIME.format(at) + "-" + String.format("%06d", lastNumber);
        } while (Files.exists(path(id)));
        return id;
    }

    private Path path(String id) {
        return directory.resolve(id + SUFFIX);
    }

    private static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void deleteQuietly(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // gone at the next start
        }
    }

    private static void writeFully(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** Makes the names in a folder durable. */
    interface DirectorySync {
        void force(Path directory) throws IOException;
    }

    private static long onDisk(long size) {
        return (size + DISK_BLOCK - 1) / DISK_BLOCK * DISK_BLOCK;
    }
}
