/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All stacks, in memory and on disk. Any thread may call; what {@link #change} has done is on disk
 * when it returns. Stacks that were deleted are kept for a while, to be asked about by their ARN.
 */
final class StackStore {

    private static final String SUFFIX = ".json";
    private static final int MAX_DELETED = 100;

    private final Path folder;
    private final Clock clock;
    private final List<StackState> stacks = new ArrayList<>();

    StackStore(Path folder, Clock clock) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.clock = clock;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.toString().endsWith(SUFFIX)).toList()) {
                stacks.add(load(file));
            }
        }
        stacks.sort(Comparator.comparingLong(stack -> stack.createdAt));
    }

    /** Reads what belongs together. */
    synchronized <T> T read(Supplier<T> reading) {
        return reading.get();
    }

    /** Changes a stack and stores it. */
    synchronized void change(StackState stack, Consumer<StackState> change) {
        change.accept(stack);
        try {
            save(stack);
        } catch (IOException e) {
            throw new UncheckedIOException("a stack cannot be stored: " + e.getMessage(), e);
        }
    }

    /** Takes a new stack in. */
    synchronized void add(StackState stack) {
        stacks.add(stack);
        change(stack, one -> {});
        List<StackState> deleted = stacks.stream().filter(StackState::isDeleted).toList();
        for (StackState oldest : deleted.subList(0, Math.max(0, deleted.size() - MAX_DELETED))) {
            remove(oldest);
        }
    }

    /** Forgets a stack. */
    synchronized void remove(StackState stack) {
        stacks.remove(stack);
        try {
            Files.deleteIfExists(file(stack));
        } catch (IOException e) {
            throw new UncheckedIOException("a stack cannot be removed: " + e.getMessage(), e);
        }
    }

    /** The living stack of that name, or any of that ARN. */
    synchronized Optional<StackState> find(String nameOrId) {
        return stacks.stream()
                .filter(
                        stack ->
                                nameOrId.equals(stack.identity.id())
                                        || (nameOrId.equals(stack.identity.name())
                                                && !stack.isDeleted()))
                .findFirst();
    }

    /** All stacks, the deleted ones too, oldest first. */
    synchronized List<StackState> all() {
        return List.copyOf(stacks);
    }

    long now() {
        return clock.millis();
    }

    private void save(StackState stack) throws IOException {
        Path file = file(stack);
        Path aside = folder.resolve(file.getFileName() + ".new");
        try (FileOutputStream out = new FileOutputStream(aside.toFile())) {
            out.write(StackFile.write(stack));
            out.getFD().sync();
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path file(StackState stack) {
        return folder.resolve(stack.identity.name() + "-" + stack.identity.unique() + SUFFIX);
    }

    private static StackState load(Path file) throws IOException {
        try {
            return StackFile.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IOException(file + " is not a stack: " + e.getMessage(), e);
        }
    }
}
