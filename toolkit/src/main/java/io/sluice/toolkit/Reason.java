/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Why something failed, in a few words for the one line that a command prints about it. */
public final class Reason {

    private Reason() {}

    /**
     * The reason in words: {@code permission denied: /etc/x} for an {@link AccessDeniedException},
     * the exception's own message where that says it all, and its name in plain words where it has
     * no message. Never the name of a Java class as such.
     */
    public static String of(Throwable failure) {
        if (failure instanceof UncheckedIOException && failure.getCause() != null) {
            return of(failure.getCause());
        }
        String message = failure.getMessage();
        if (failure instanceof FileSystemException file) {
            return what(file) + (file.getFile() == null ? "" : ": " + file.getFile());
        }
        if (message == null || message.isBlank()) {
            return words(failure.getClass().getSimpleName());
        }
        // these say no more than the name
        if (failure instanceof UnknownHostException) {
            return "unknown host " + message;
        }
        if (failure instanceof FileNotFoundException) {
            return "no such file: " + message;
        }
        return message;
    }

    /** What a future failed with, without the wrapping that a stage behind another one gives it. */
    public static Throwable ofFuture(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    private static String what(FileSystemException failure) {
        @Nullable String reason = failure.getReason();
        if (reason != null) {
            return reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1);
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (failure instanceof NotDirectoryException) {
            return "not a folder";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "something is in the way";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "folder not empty";
        }
        return words(failure.getClass().getSimpleName());
    }

    /** {@code ClosedChannelException} as {@code closed channel}. */
    private static String words(String className) {
        String words =
                className
                        .replaceAll("(Exception|Error)$", "")
                        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                        .toLowerCase(Locale.ROOT);
        return words.isBlank() ? "unknown reason" : words;
    }
}
