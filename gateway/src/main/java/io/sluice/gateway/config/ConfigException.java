/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import java.util.List;

/**
 * The configuration cannot be used. The message is the whole report, for the user's eyes: it names
 * the file, and every problem on a line of its own with its key, value and remedy. It holds no
 * secret.
 */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    ConfigException(String source, List<String> problems) {
        super(report(source, problems));
        this.problems = List.copyOf(problems);
    }

    /** With one line that says it all. */
    ConfigException(String message) {
        super(message);
        this.problems = List.of(message);
    }

    /** The problems, one a line, in the order of the report. */
    public List<String> problems() {
        return problems;
    }

    private static String report(String source, List<String> problems) {
        String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        return source + " has " + count + ":\n  " + String.join("\n  ", problems);
    }
}
