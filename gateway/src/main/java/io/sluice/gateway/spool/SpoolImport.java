/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.gateway.message.TopicFilter;
import io.sluice.gateway.time.Ticker;
import io.sluice.toolkit.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds files of exported readings to the spool of a gateway that is stopped, which stays locked
 * until this is closed. A file is imported as a whole or not at all, whenever the process ends, and
 * the spool remembers it: again, it brings nothing. For one thread.
 */
public final class SpoolImport implements AutoCloseable {

    private final FileStore files;
    private final FileSpoolSettings settings;
    private final Map<String, TopicFilter> routes;
    private final Closeable lock;
    private final Imports imports;

    /**
     * Opens the spool, or begins a new one.
     *
     * @param routes the filter of each route that the gateway has
     * @throws SpoolException if the spool is in use, or cannot be written
     */
    public static SpoolImport open(FileSpoolSettings settings, Map<String, TopicFilter> routes) {
        return open(settings, routes, new DiskFileStore(settings.directory()));
    }

    static SpoolImport open(
            FileSpoolSettings settings, Map<String, TopicFilter> routes, FileStore files) {
        return new SpoolImport(settings, routes, files, files.lock(RecoveredLog.FOLDERS));
    }

    private SpoolImport(
            FileSpoolSettings settings,
            Map<String, TopicFilter> routes,
            FileStore files,
            Closeable lock) {
        this.settings = settings;
        this.routes = Map.copyOf(routes);
        this.files = files;
        this.lock = lock;
        this.imports = new Imports(files);
    }

    /**
     * Imports a file; what of it is damaged is left out, and told.
     *
     * @param renamed what a route of the file is called here, where that is different
     * @throws SpoolException if it cannot be imported as it is: nothing of it was then, and the
     *     message says what to do
     */
    public ImportResult take(Path file, Map<String, String> renamed) {
        try (StoredFile opened = DiskFileStore.openForReading(file)) {
            return take(opened, file.toString(), renamed);
        } catch (IOException e) {
            throw new SpoolException(
                    "Cannot read " + file + " (" + Reason.of(e) + "); nothing was imported", e);
        }
    }

    ImportResult take(StoredFile file, String described, Map<String, String> renamed)
            throws IOException {
        ExportHeader header = ExportHeader.read(file, described);
        ImportRoutes targets = new ImportRoutes(header, routes, renamed);
        try {
            RecoveredLog log = recover();
            try {
                return take(new ImportSource(file, header), described, targets, log);
            } finally {
                log.lanes().close();
            }
        } catch (SpoolAccessException e) {
            tidyUp();
            throw new SpoolException(
                    "Cannot write to "
                            + files.describe(FileStore.TOP)
                            + " ("
                            + Reason.of(e.reason())
                            + "); free or mend the disk, and import again: nothing comes twice",
                    e);
        }
    }

    private RecoveredLog recover() throws SpoolAccessException {
        return SpoolAccessException.during(
                () ->
                        RecoveredLog.of(
                                files, SpoolEvents.NONE, settings.segmentBytes().bytes() / 4));
    }

    /** Or the next opening does it. */
    private void tidyUp() {
        try {
            imports.finish();
        } catch (IOException e) {
            // what made us give up is told
        }
    }

    private ImportResult take(
            ImportSource source, String described, ImportRoutes targets, RecoveredLog log)
            throws IOException, SpoolAccessException {
        ExportHeader header = source.header();
        ImportNote earlier = SpoolAccessException.during(() -> imports.latest(header)).orElse(null);
        List<ByteRange> wanted = earlier == null ? List.of(source.records()) : earlier.missing();
        ImportPlan plan = new ImportPlan(targets, wanted, settings.segmentBytes().bytes());
        if (!wanted.isEmpty()) {
            source.walk(plan::add);
        }
        targets.refuseStrangers(described);
        refuseTooMuch(plan.bytes(), log.segments().heldBytes());
        ImportNote note =
                new ImportNote(
                        earlier == null ? 1 : earlier.round() + 1,
                        Ticker.SYSTEM.now(),
                        ByteRange.common(wanted, source.damage()),
                        (earlier == null ? header.readings() : earlier.missingReadings())
                                - plan.readings());
        if (earlier == null || plan.readings() > 0) {
            write(source, plan, note, log);
        }
        return new ImportResult(
                header,
                Optional.ofNullable(earlier).map(ImportNote::at),
                plan.readings(),
                plan.bytes(),
                plan.routes(),
                note.missing(),
                note.missingReadings());
    }

    private void write(ImportSource source, ImportPlan plan, ImportNote note, RecoveredLog log)
            throws IOException, SpoolAccessException {
        String name = imports.nameOf(source.header(), note.round());
        try (StagedLog staged =
                new StagedLog(
                        imports, name, log.segments().end(), settings.segmentBytes().bytes())) {
            source.walk(
                    message -> {
                        RecordEncoder record = plan.recordFor(message);
                        if (record != null) {
                            staged.write(record);
                        }
                    });
            staged.force();
            SpoolAccessException.during(
                    () -> {
                        for (String route : routes.keySet()) {
                            log.cursorOf(route).force();
                        }
                        imports.commit(name, note);
                        return note;
                    });
        }
    }

    private void refuseTooMuch(long bytes, long heldBytes) {
        long most = settings.maxBytes().bytes();
        if (bytes > 0 && heldBytes + bytes > most) {
            throw new SpoolException(
                    "The readings take "
                            + bytes
                            + " bytes in the spool, which holds "
                            + heldBytes
                            + " and may hold "
                            + most
                            + "; nothing was imported. Raise spool.maxBytes to at least "
                            + (heldBytes + bytes)
                            + " bytes, or let the gateway deliver what it has and import then");
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the spool's lock", e);
        }
    }
}
