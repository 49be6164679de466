/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A directory that is looked at and stays as it is: what recovery would cut, move or delete is left
 * alone, so that a spool can be read as the next opening would find it.
 */
final class FrozenFileStore implements FileStore {

    private final FileStore files;

    FrozenFileStore(FileStore files) {
        this.files = files;
    }

    @Override
    public Closeable lock(List<String> folders) {
        return files.lock(folders);
    }

    /** What was set aside before is not told of: who looks shall hear of all damage. */
    @Override
    public List<String> names(String folder) throws IOException {
        return folder.equals(DamagedBytes.FOLDER) ? List.of() : files.names(folder);
    }

    @Override
    public StoredFile create(String name) throws IOException {
        throw new IOException("the spool is only looked at");
    }

    @Override
    public StoredFile open(String name) throws IOException {
        return new FrozenFile(files.open(name));
    }

    @Override
    public void delete(String name) {}

    @Override
    public void move(String from, String to) {}

    @Override
    public void syncFolder(String folder) {}

    @Override
    public String describe(String name) {
        return files.describe(name);
    }

    private record FrozenFile(StoredFile file) implements StoredFile {

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(long at, ByteBuffer target) throws IOException {
            return file.read(at, target);
        }

        @Override
        public void write(long at, ByteBuffer source) {
            source.position(source.limit());
        }

        @Override
        public void force() {}

        @Override
        public void truncate(long size) {}

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
