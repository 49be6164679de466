/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.Receipt;
import io.sluice.gateway.message.TopicFilter;
import io.sluice.gateway.time.Ticker;
import io.sluice.toolkit.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes what a spool still has to deliver into one file, for another gateway to import. The spool
 * of a gateway that is stopped; it stays locked until this is closed, and as it is unless {@link
 * #release} is called. For one thread.
 */
public final class SpoolExport implements AutoCloseable {

    private static final String UNFINISHED = ".part";

    private final FileStore files;
    private final Closeable lock;
    private final String gateway;
    private final Map<String, TopicFilter> routes;
    private final RecoveredLog found;
    private final Losses losses = new Losses();
    private final ExportHeader header;

    /** What of the spool cannot be read, as {@link SpoolEvents} tells it. */
    private static final class Losses implements SpoolEvents {

        private final List<String> told = new ArrayList<>();

        @Override
        public void damaged(String segment, long offset, long bytes, String keptIn) {
            told.add(bytes + " bytes are damaged at offset " + offset + " of " + segment);
        }

        @Override
        public void missing(SpoolPosition from, SpoolPosition to, String reason) {
            told.add(
                    "the log is missing from position "
                            + from.offset()
                            + " to "
                            + to.offset()
                            + ": "
                            + reason);
        }
    }

    /**
     * Opens a spool and counts what is to be exported.
     *
     * @param gateway the client id of the gateway that the spool belongs to: what its readings are
     *     named by
     * @param routes the filter of each route that the gateway has
     * @throws SpoolException if the spool is in use or cannot be read, or holds readings of routes
     *     that are not among these
     */
    public static SpoolExport open(
            Path directory, String gateway, Map<String, TopicFilter> routes) {
        return open(new DiskFileStore(directory), gateway, routes);
    }

    static SpoolExport open(FileStore files, String gateway, Map<String, TopicFilter> routes) {
        Closeable lock = files.lock(RecoveredLog.FOLDERS);
        boolean done = false;
        try {
            SpoolExport export = new SpoolExport(files, lock, gateway, routes);
            done = true;
            return export;
        } catch (IOException e) {
            throw unreadable(files, e);
        } finally {
            if (!done) {
                closeQuietly(lock);
            }
        }
    }

    private SpoolExport(
            FileStore files, Closeable lock, String gateway, Map<String, TopicFilter> routes)
            throws IOException {
        this.files = files;
        this.lock = lock;
        this.gateway = gateway;
        this.routes = Map.copyOf(routes);
        // one into this spool that was decided and not finished is part of what it holds
        new Imports(files).finish();
        found = RecoveredLog.of(new FrozenFileStore(files), losses, Long.MAX_VALUE);
        Set<String> unknown = new TreeSet<>(found.lanes().behind());
        unknown.removeAll(routes.keySet());
        if (!unknown.isEmpty()) {
            throw new SpoolException(
                    "The spool holds readings of the routes "
                            + unknown
                            + ", which the configuration does not have; export with the"
                            + " configuration that the gateway ran with");
        }
        ExportCount count = new ExportCount(gateway);
        walk(count::add);
        header = count.header(Ticker.SYSTEM.now());
    }

    /** What is to be exported. */
    public ExportHeader header() {
        return header;
    }

    /** What of the spool could not be read, in words; it is not exported. */
    public List<String> losses() {
        return List.copyOf(losses.told);
    }

    /**
     * Writes the file, whole or not at all, and synced. One that is there already with the very
     * same readings is left as it is.
     *
     * @throws SpoolException if it cannot be written, or something else has that name
     */
    public void writeTo(Path file) {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        Path name = absolute.getFileName();
        if (folder == null || name == null) {
            throw new SpoolException(file + " is a folder; name a file to write the readings to");
        }
        writeTo(new DiskFileStore(folder), name.toString());
    }

    void writeTo(FileStore folder, String name) {
        try {
            if (folder.names(FileStore.TOP).contains(name)) {
                refuseAnother(folder, name);
                return;
            }
            folder.delete(name + UNFINISHED);
            try (StoredFile file = folder.create(name + UNFINISHED)) {
                writeTo(file);
                folder.move(name + UNFINISHED, name);
                folder.syncFolder(FileStore.TOP);
            } catch (IOException e) {
                folder.delete(name + UNFINISHED);
                throw e;
            }
        } catch (IOException e) {
            throw new SpoolException(
                    "Cannot write "
                            + folder.describe(name)
                            + " ("
                            + Reason.of(e)
                            + "), which takes "
                            + header.fileBytes()
                            + " bytes; nothing was exported, and the spool is as it was",
                    e);
        }
    }

    private void refuseAnother(FileStore folder, String name) throws IOException {
        try (StoredFile file = folder.open(name)) {
            if (file.size() == header.fileBytes()
                    && ExportHeader.read(file, folder.describe(name)).id().equals(header.id())) {
                return;
            }
        } catch (SpoolException e) {
            // some other file
        }
        throw new SpoolException(
                folder.describe(name)
                        + " is there already and holds something else; give another name. Nothing"
                        + " was exported");
    }

    /**
     * Writes the same to a stream, which is flushed.
     *
     * @throws SpoolException if the stream takes no more
     */
    public void writeTo(OutputStream out) {
        try {
            writeTo(new StreamFile(out));
        } catch (IOException e) {
            throw new SpoolException(
                    "Whoever reads the export has gone before all of it was written ("
                            + Reason.of(e)
                            + "); the spool is as it was, export again",
                    e);
        }
    }

    private void writeTo(StoredFile file) throws IOException {
        try (RecordWriter writer = new RecordWriter(file, 0, header.encode())) {
            walk((message, origin, record) -> writer.write(record));
            writer.force();
            if (writer.size() != header.fileBytes()) {
                throw new IOException("the spool has changed or its disk fails meanwhile");
            }
        }
    }

    private interface Visitor {
        void take(SpooledMessage message, Origin origin, RecordEncoder record) throws IOException;
    }

    /** All readings that some route has not released, in the order of the log. */
    private void walk(Visitor visitor) throws IOException {
        long end = found.segments().end();
        long begin = end;
        for (String route : routes.keySet()) {
            begin = Math.min(begin, found.positionOf(route));
        }
        try (LogReader reader = new LogReader(found.segments(), found.damaged(), losses, begin)) {
            while (reader.position() < end) {
                SpooledMessage message = reader.next(Wanted.ALL);
                List<String> wanting = message == null ? List.of() : wanting(message);
                if (message != null && !wanting.isEmpty()) {
                    Origin origin =
                            message.origin() == null
                                    ? new Origin(gateway, message.end(), wanting)
                                    : message.origin().withRoutes(wanting);
                    visitor.take(message, origin, new RecordEncoder(inbound(message), origin));
                }
            }
        }
    }

    private List<String> wanting(SpooledMessage message) {
        Origin origin = message.origin();
        return routes.entrySet().stream()
                .filter(route -> found.positionOf(route.getKey()) < message.end().offset())
                .filter(
                        route ->
                                origin == null
                                        ? route.getValue().matches(message.topic())
                                        : origin.routes().contains(route.getKey()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** As it came, and nobody waits for an answer. */
    static InboundMessage inbound(SpooledMessage message) {
        return new InboundMessage(
                message.topic(),
                message.payload(),
                message.qos(),
                message.retained(),
                message.properties(),
                message.receivedAt(),
                Receipt.NONE);
    }

    /**
     * Says for every route that all of the log has left, so that a gateway which comes back on this
     * spool does not send it too. Damaged bytes are set aside. To be called once what was exported
     * is safe; a crash in the middle leaves some of the routes as they were.
     *
     * @throws SpoolException if the disk refuses
     */
    public void release() {
        try {
            RecoveredLog log = RecoveredLog.of(files, SpoolEvents.NONE, Long.MAX_VALUE);
            if (!losses.told.isEmpty()) {
                setDamagedAside(log);
            }
            long end = log.segments().end();
            for (String route : routes.keySet()) {
                StoredCursor cursor = log.cursorOf(route);
                cursor.release(end);
                cursor.force();
            }
            log.lanes().reclaim();
            log.lanes().close();
        } catch (IOException e) {
            throw new SpoolException(
                    "The readings were exported, but could not be released in "
                            + files.describe(FileStore.TOP)
                            + " ("
                            + Reason.of(e)
                            + "); do not start a gateway on it, or they are sent twice, and run the"
                            + " export again",
                    e);
        }
    }

    private void setDamagedAside(RecoveredLog log) throws IOException {
        long end = log.segments().end();
        try (LogReader reader =
                new LogReader(
                        log.segments(), log.damaged(), SpoolEvents.NONE, log.segments().start())) {
            while (reader.position() < end) {
                reader.next(Wanted.ALL);
            }
        }
    }

    private static SpoolException unreadable(FileStore files, IOException e) {
        return new SpoolException(
                "Cannot read the spool in "
                        + files.describe(FileStore.TOP)
                        + " ("
                        + Reason.of(e)
                        + "); check the disk and the permissions of its files",
                e);
    }

    @Override
    public void close() {
        found.lanes().close();
        closeQuietly(lock);
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the spool's lock", e);
        }
    }
}
