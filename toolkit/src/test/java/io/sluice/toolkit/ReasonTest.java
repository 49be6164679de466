/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReasonTest {

    @Test
    void saysInWordsWhatTheNameOfAnExceptionMeans() {
        // When // Then
        assertThat(Reason.of(new AccessDeniedException("/x"))).isEqualTo("permission denied: /x");
        assertThat(Reason.of(new FileAlreadyExistsException("/x")))
                .isEqualTo("something is in the way: /x");
        assertThat(Reason.of(new FileSystemException("/x", null, "Not a directory")))
                .isEqualTo("not a directory: /x");
        assertThat(Reason.of(new UnknownHostException("broker"))).isEqualTo("unknown host broker");
        assertThat(Reason.of(new ClosedChannelException())).isEqualTo("closed channel");
    }

    @Test
    void leavesAMessageThatSaysItAll() {
        // When // Then
        assertThat(Reason.of(new ConnectException("Connection refused")))
                .isEqualTo("Connection refused");
        assertThat(Reason.of(new IOException("No space left on device")))
                .isEqualTo("No space left on device");
    }

    @Test
    void looksIntoAWrapperThatSaysNothingItself() {
        // When // Then
        assertThat(Reason.of(new UncheckedIOException(new AccessDeniedException("/x"))))
                .isEqualTo("permission denied: /x");
    }

    @Test
    void namesNoClassForWhatTheFileSystemReallyThrows(@TempDir Path folder) throws IOException {
        // Given
        Path file = Files.createFile(folder.resolve("file"));

        // When
        Throwable missing = catchThrowable(() -> Files.readString(folder.resolve("none")));
        Throwable inTheWay = catchThrowable(() -> Files.createDirectories(file));
        Throwable below = catchThrowable(() -> Files.createDirectories(file.resolve("x")));

        // Then
        assertThat(Reason.of(missing))
                .isEqualTo("no such file or folder: " + folder.resolve("none"));
        assertThat(Reason.of(inTheWay)).isEqualTo("something is in the way: " + file);
        assertThat(Reason.of(below)).contains(file.toString()).doesNotContain("Exception");
    }
}
