/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit;

/** What a Sluice command exits with; scripts rely on it. */
public final class ExitCodes {

    /** Done. */
    public static final int OK = 0;

    /** A failed run or check. */
    public static final int FAILED = 1;

    /** Wrong usage, or a wrong configuration. */
    public static final int USAGE = 2;

    private ExitCodes() {}
}
