/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.io.IOException;

/** The spool's disk refuses, and not that of the file which is imported. */
final class SpoolAccessException extends Exception {

    private static final long serialVersionUID = 1L;

    private final IOException reason;

    private SpoolAccessException(IOException reason) {
        super(reason);
        this.reason = reason;
    }

    /** Something that reads or writes the spool. */
    interface Access<T> {
        T run() throws IOException;
    }

    static <T> T during(Access<T> access) throws SpoolAccessException {
        try {
            return access.run();
        } catch (IOException e) {
            throw new SpoolAccessException(e);
        }
    }

    IOException reason() {
        return reason;
    }
}
