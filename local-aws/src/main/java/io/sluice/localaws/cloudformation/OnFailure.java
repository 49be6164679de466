/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

/** What becomes of a stack whose creation, or update, fails. */
enum OnFailure {
    /** What was done is undone. */
    ROLLBACK,
    /** Everything stays as it is. */
    DO_NOTHING,
    /** What was made is removed, and the stack with it. */
    DELETE
}
