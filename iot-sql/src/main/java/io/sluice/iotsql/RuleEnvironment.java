/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What functions take from outside of the message. Its parts must be usable from any thread.
 *
 * @param nowMillis milliseconds since the epoch, for {@code timestamp()}
 * @param uuids a new one at each call, for {@code newuuid()}
 * @param random between 0 and 1, for {@code rand()}
 * @param accountId the twelve digits of the account that owns the rule, for {@code accountid()}
 */
public record RuleEnvironment(
        LongSupplier nowMillis, Supplier<String> uuids, DoubleSupplier random, String accountId) {

    /** The clock and the chance of this machine. */
    public static RuleEnvironment system(String accountId) {
        return new RuleEnvironment(
                System::currentTimeMillis,
                () -> UUID.randomUUID().toString(),
                () -> ThreadLocalRandom.current().nextDouble(),
                accountId);
    }

    /** Always the same answers, for tests and for comparing two evaluations. */
    public static RuleEnvironment fixed(
            long nowMillis, String uuid, double random, String accountId) {
        return new RuleEnvironment(() -> nowMillis, () -> uuid, () -> random, accountId);
    }
}
