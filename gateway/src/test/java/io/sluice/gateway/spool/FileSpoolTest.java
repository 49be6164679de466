/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import io.sluice.toolkit.DataSize;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileSpoolTest extends SpoolContract {

    @TempDir Path directory;

    @Override
    protected Spool open(SpoolEvents events) {
        return FileSpool.open(FileSpoolSettings.of(directory, DataSize.ofMib(16)), events);
    }
}
