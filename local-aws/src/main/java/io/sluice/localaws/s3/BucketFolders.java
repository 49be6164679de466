/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.s3;

import io.sluice.localaws.access.Caller;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The buckets of an account: one folder each, keys as paths below it. An object is written aside,
 * forced to disk and renamed, so that whoever finds it finds all of it, and a crash leaves at most
 * a partial file that the next start removes. Any thread may call.
 */
public final class BucketFolders {

    /**
     * "Bucket naming rules", Amazon S3 User Guide: 3 to 63 of lower case, digits, dots, hyphens.
     */
    private static final Pattern BUCKET =
            Pattern.compile("(?!.*\\.\\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private static final int WRITE_BUFFER = 1 << 16;

    private final Path buckets;
    private final Path partial;
    private final Caller caller;

    /** Writes what an object holds. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it; does not close the stream. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Prepares the folders; what an earlier run left unfinished is removed.
     *
     * @param buckets where the buckets are
     * @param partial where objects are while they are written; on the same file system
     */
    public BucketFolders(Path buckets, Path partial) throws IOException {
        this.caller = Caller.UNKNOWN;
        this.buckets = Files.createDirectories(buckets);
        this.partial = Files.createDirectories(partial);
        try (Stream<Path> left = Files.list(partial)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
    }

    private BucketFolders(BucketFolders same, Caller caller) {
        this.buckets = same.buckets;
        this.partial = same.partial;
        this.caller = caller;
    }

    /** The same folders for somebody whose requests are noted. */
    public BucketFolders usedBy(Caller user) {
        return new BucketFolders(this, user);
    }

    /** Whether S3 would take this name for a bucket. */
    public static boolean isBucketName(String name) {
        return BUCKET.matcher(name).matches();
    }

    /** Makes an empty bucket; one that exists stays as it is. */
    public void createBucket(String bucket) throws IOException {
        Files.createDirectories(locate(bucket, "x").getParent());
    }

    /**
     * Removes a bucket that holds no objects.
     *
     * @return false if it holds some
     */
    public boolean deleteBucket(String bucket) throws IOException {
        if (!isBucketName(bucket)) {
            throw new IllegalArgumentException("'" + bucket + "' is not the name of a bucket");
        }
        Path folder = buckets.resolve(bucket);
        if (!Files.isDirectory(folder)) {
            return true;
        }
        List<Path> found;
        try (Stream<Path> walk = Files.walk(folder)) {
            found = walk.sorted(Comparator.reverseOrder()).toList();
        }
        if (!found.stream().allMatch(Files::isDirectory)) {
            return false;
        }
        for (Path empty : found) {
            Files.delete(empty);
        }
        return true;
    }

    /** Whether the object is there. */
    public boolean exists(String bucket, String key) {
        return Files.exists(locate(bucket, key));
    }

    /** Writes an object; when this returns, it survives a crash. */
    public void put(String bucket, String key, Content content) throws IOException {
        caller.asksFor("s3:PutObject", bucket + "/" + key);
        Path object = locate(bucket, key);
        Path aside = partial.resolve(UUID.randomUUID().toString());
        try {
            try (FileOutputStream file = new FileOutputStream(aside.toFile())) {
                OutputStream out = new BufferedOutputStream(file, WRITE_BUFFER);
                content.writeTo(out);
                out.flush();
                file.getFD().sync();
            }
            Path folder = Files.createDirectories(object.getParent());
            Files.move(aside, object, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
                entry.force(true);
            }
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /**
     * The file of an object.
     *
     * @throws IllegalArgumentException if the name is not a bucket's, or the key would leave the
     *     bucket's folder
     */
    public Path locate(String bucket, String key) {
        return locate(buckets, bucket, key);
    }

    static Path locate(Path root, String bucket, String key) {
        if (!isBucketName(bucket)) {
            throw new IllegalArgumentException("'" + bucket + "' is not the name of a bucket");
        }
        for (String segment : key.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException(
                        "key '" + key + "' would leave the folder of bucket " + bucket);
            }
        }
        try {
            Path folder = root.resolve(bucket);
            // a leading slash is part of a key in S3, and would be the root of the file system here
            Path object = folder.resolve(key.replaceFirst("^/+", "")).normalize();
            if (!object.startsWith(folder) || object.equals(folder)) {
                throw new IllegalArgumentException(
                        "key '" + key + "' names no object of bucket " + bucket);
            }
            return object;
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "key '" + key + "' cannot be a file name: " + e.getReason(), e);
        }
    }
}
