/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.micro;

import io.sluice.gateway.spool.FileSpool;
import io.sluice.gateway.spool.FileSpoolSettings;
import io.sluice.gateway.spool.SpoolEvents;
import io.sluice.toolkit.DataSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for a spool on the disk that is measured; gone when it is closed. */
final class SpoolFolder implements AutoCloseable {

    /** Names the folder to make it in; the system's temporary one if it is not set. */
    static final String PARENT = "sluice.bench.data";

    private static final DataSize MOST = DataSize.ofMib(8 << 10);

    private final Path folder;

    private SpoolFolder(Path folder) {
        this.folder = folder;
    }

    static SpoolFolder make() throws IOException {
        String parent = System.getProperty(PARENT);
        String prefix = "sluice-bench-micro-";
        return new SpoolFolder(
                parent == null
                        ? Files.createTempDirectory(prefix)
                        : Files.createTempDirectory(Path.of(parent), prefix));
    }

    /** Opens the spool in it, as the gateway does with durability {@code disk}. */
    FileSpool open() {
        return FileSpool.open(FileSpoolSettings.of(folder, MOST), SpoolEvents.NONE);
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
