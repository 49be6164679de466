/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
import com.squareup.tape2.QueueFile;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.journal.PreparedTransactionInfo;
import org.apache.activemq.artemis.core.journal.RecordInfo;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Stores that could hold the spool: groups of records of 200 B, each group synced; then the newest
 * file is torn, or a bit is flipped in the middle, and what is left is counted; then the first half
 * is deleted. Arguments: directory, records a group, seconds of writing.
 */
public final class Candidates {

    private static final int RECORD_BYTES = 230;
    private static final int DAMAGE_RECORDS = 20_480;

    /** A store; records are numbered from 0. */
    interface Store extends AutoCloseable {
        void append(long first, byte[][] group) throws Exception;

        void each(Consumer<byte[]> reader) throws Exception;

        void deleteBefore(long number) throws Exception;
    }

    interface Opener {
        Store open(Path directory) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]);
        int group = Integer.parseInt(args[1]);
        double seconds = Double.parseDouble(args[2]);
        measure("artemis-journal", root, Artemis::new, group, seconds);
        measure("h2-mvstore", root, Mv::new, group, seconds);
        measure("tape", root, Tape::new, group, seconds);
        measure("rocksdb", root, Rocks::new, group, seconds);
        System.exit(0);
    }

    private static void measure(
            String name, Path root, Opener opener, int groupSize, double seconds) throws Exception {
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            Path directory = fresh(root.resolve(name));
            try (Store store = opener.open(directory)) {
                rates.add(rate(store, groupSize, seconds));
            }
        }
        rates.sort(Comparator.naturalOrder());
        System.out.printf(
                Locale.ROOT,
                "{\"store\":\"%s\",\"group\":%d,\"appendsPerSecond\":%.0f,\"tornTail\":\"%s\","
                        + "\"flippedBit\":\"%s\",\"deleteHalf\":\"%s\"}%n",
                name,
                groupSize,
                rates.get(2),
                damaged(root.resolve(name), opener, false),
                damaged(root.resolve(name), opener, true),
                halved(root.resolve(name), opener));
    }

    private static double rate(Store store, int groupSize, double seconds) throws Exception {
        long began = System.nanoTime();
        long until = began + (long) (seconds * 1e9);
        long number = 0;
        while (System.nanoTime() < until) {
            store.append(number, group(groupSize));
            number += groupSize;
        }
        return number / ((System.nanoTime() - began) / 1e9);
    }

    private static byte[][] group(int size) {
        byte[][] group = new byte[size][];
        for (int i = 0; i < size; i++) {
            group[i] = new byte[RECORD_BYTES];
            java.util.Arrays.fill(group[i], (byte) 0x5a);
        }
        return group;
    }

    private static String damaged(Path directory, Opener opener, boolean flip) throws Exception {
        fresh(directory);
        Path copy = directory.resolveSibling(directory.getFileName() + "-left");
        fresh(copy);
        try (Store store = opener.open(directory)) {
            for (int i = 0; i < DAMAGE_RECORDS; i += 256) {
                store.append(i, group(256));
            }
            copy(directory, copy); // as after kill -9
        }
        Path largest = newestWithRecords(copy);
        try (RandomAccessFile file = new RandomAccessFile(largest.toFile(), "rw")) {
            long end = lastByte(file);
            if (flip) {
                long at = end / 2;
                file.seek(at);
                int b = file.read();
                file.seek(at);
                file.write(b ^ 0x10);
            } else if (file.length() > end) {
                file.seek(end - 5); // preallocated: what was not written is zeros
                file.write(new byte[(int) (file.length() - end + 5)]);
            } else {
                file.setLength(end - 5);
            }
        }
        try (Store store = opener.open(copy)) {
            int[] found = new int[2];
            store.each(record -> found[isSound(record) ? 0 : 1]++);
            return found[0] + " of " + DAMAGE_RECORDS + ", " + found[1] + " wrong";
        } catch (Throwable e) {
            return "not readable: " + e;
        }
    }

    private static boolean isSound(byte[] record) {
        boolean sound = record.length == RECORD_BYTES;
        for (byte b : record) {
            sound &= b == 0x5a;
        }
        return sound;
    }

    /** Preallocated files end with zeros: the last byte that was written. */
    private static long lastByte(RandomAccessFile file) throws IOException {
        byte[] all = new byte[(int) file.length()];
        file.readFully(all);
        int end = all.length;
        while (end > 1 && all[end - 1] != 0x5a) {
            end--;
        }
        return end;
    }

    private static Path newestWithRecords(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            Path best = directory;
            int most = -1;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                int marks = 0;
                for (byte b : bytes) {
                    marks += b == 0x5a ? 1 : 0;
                }
                if (marks > most) {
                    most = marks;
                    best = file;
                }
            }
            return best;
        }
    }

    private static String halved(Path directory, Opener opener) throws Exception {
        fresh(directory);
        // Tape writes one by one
        int records = (directory.endsWith("tape") ? 1 : 20) * DAMAGE_RECORDS;
        try (Store store = opener.open(directory)) {
            for (int i = 0; i < records; i += 256) {
                store.append(i, group(256));
            }
            long full = size(directory);
            long began = System.nanoTime();
            store.deleteBefore(records / 2);
            double millis = (System.nanoTime() - began) / 1e6;
            return String.format(
                    Locale.ROOT,
                    "%.0f MB to %.0f MB, %.0f ms",
                    full / 1e6,
                    size(directory) / 1e6,
                    millis);
        }
    }

    private static long size(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
        }
    }

    private static Path fresh(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
        return Files.createDirectories(directory);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().equals("LOCK")) {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                }
            }
        }
    }

    static final class Artemis implements Store {
        private final NIOSequentialFileFactory factory;
        private final JournalImpl journal;
        private final List<RecordInfo> loaded = new ArrayList<>();

        Artemis(Path directory) throws Exception {
            factory = new NIOSequentialFileFactory(directory.toFile(), true, 1 << 20, 100_000, 1, false);
            factory.setDatasync(true);
            factory.start();
            journal = new JournalImpl(10 << 20, 2, 2, 10, 30, factory, "spool", "log", 1);
            journal.start();
            journal.load(loaded, new ArrayList<PreparedTransactionInfo>(), (id, records, delete) -> {});
        }

        @Override
        public void append(long first, byte[][] group) throws Exception {
            for (int i = 0; i < group.length; i++) {
                journal.appendAddRecord(first + i, (byte) 1, group[i], i == group.length - 1);
            }
        }

        @Override
        public void each(Consumer<byte[]> reader) {
            loaded.forEach(record -> reader.accept(record.data));
        }

        @Override
        public void deleteBefore(long number) throws Exception {
            for (long i = 0; i < number; i++) {
                journal.appendDeleteRecord(i, i == number - 1);
            }
        }

        @Override
        public void close() throws Exception {
            journal.stop();
            factory.stop();
        }
    }

    static final class Mv implements Store {
        private final MVStore store;
        private final MVMap<Long, byte[]> map;

        Mv(Path directory) {
            store = new MVStore.Builder().fileName(directory.resolve("spool.mv").toString()).autoCommitDisabled().open();
            store.setRetentionTime(0);
            map = store.openMap("log");
        }

        @Override
        public void append(long first, byte[][] group) {
            for (int i = 0; i < group.length; i++) {
                map.append(first + i, group[i]);
            }
            store.commit();
            store.sync();
        }

        @Override
        public void each(Consumer<byte[]> reader) {
            map.values().forEach(reader);
        }

        @Override
        public void deleteBefore(long number) {
            for (long i = 0; i < number; i++) {
                map.remove(i);
            }
            store.commit();
            store.sync();
            store.compactFile(5_000);
        }

        @Override
        public void close() {
            store.close();
        }
    }

    static final class Tape implements Store {
        private final QueueFile queue;

        Tape(Path directory) throws IOException {
            queue = new QueueFile.Builder(directory.resolve("spool.tape").toFile()).zero(false).build();
        }

        @Override
        public void append(long first, byte[][] group) throws IOException {
            for (byte[] record : group) {
                queue.add(record); // has no group: each add is written through
            }
        }

        @Override
        public void each(Consumer<byte[]> reader) {
            queue.forEach(reader);
        }

        @Override
        public void deleteBefore(long number) throws IOException {
            queue.remove((int) number);
        }

        @Override
        public void close() throws IOException {
            queue.close();
        }
    }

    static final class Rocks implements Store {
        static {
            RocksDB.loadLibrary();
        }

        private final RocksDB db;
        private final WriteOptions sync = new WriteOptions().setSync(true);

        Rocks(Path directory) throws Exception {
            db = RocksDB.open(new Options().setCreateIfMissing(true), directory.toString());
        }

        private static byte[] key(long number) {
            return java.nio.ByteBuffer.allocate(8).putLong(number).array();
        }

        @Override
        public void append(long first, byte[][] group) throws Exception {
            try (WriteBatch batch = new WriteBatch()) {
                for (int i = 0; i < group.length; i++) {
                    batch.put(key(first + i), group[i]);
                }
                db.write(sync, batch);
            }
        }

        @Override
        public void each(Consumer<byte[]> reader) throws Exception {
            try (RocksIterator records = db.newIterator()) {
                for (records.seekToFirst(); records.isValid(); records.next()) {
                    reader.accept(records.value());
                }
                records.status();
            }
        }

        @Override
        public void deleteBefore(long number) throws Exception {
            db.deleteRange(key(0), key(number));
            db.compactRange(key(0), key(number));
        }

        @Override
        public void close() {
            db.close();
        }
    }
}
