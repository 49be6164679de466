/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.fault;

import io.sluice.toolkit.DataSize;
import io.sluice.toolkit.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One way of failing, as people write it: {@code throttle=0.2}, {@code latency=200ms}, {@code
 * quota=2MiB@mystream}, {@code down}. A fault that exists has an amount that its kind understands.
 *
 * @param kind how it fails
 * @param amount what stands behind the equals sign, or empty
 * @param stream the only delivery stream that it concerns, or topic rule; {@code null} for all of
 *     them
 */
public record Fault(FaultKind kind, String amount, @Nullable String stream) {

    /**
     * @throws IllegalArgumentException if the amount does not fit the kind
     */
    public Fault {
        try {
            boolean fits =
                    switch (kind.amount()) {
                        case NONE -> amount.isEmpty();
                        case SHARE -> isShare(amount);
                        case DURATION -> !Durations.parse(amount).isNegative();
                        case RATE -> amount.isEmpty() || rate(amount).bytes() > 0;
                    };
            if (!fits) {
                throw new IllegalArgumentException("not in range");
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "fault '"
                            + kind.label()
                            + "' takes "
                            + kind.amount().expected()
                            + ", not '"
                            + amount
                            + "'",
                    e);
        }
    }

    /**
     * Reads a fault.
     *
     * @throws IllegalArgumentException with what is expected
     */
    public static Fault parse(String text) {
        String rest = text.trim();
        String stream = null;
        int at = rest.indexOf('@');
        if (at >= 0) {
            stream = rest.substring(at + 1);
            rest = rest.substring(0, at);
            if (stream.isEmpty()) {
                throw new IllegalArgumentException(
                        "fault '" + text + "' names no stream behind the @");
            }
        }
        int equals = rest.indexOf('=');
        String name = equals < 0 ? rest : rest.substring(0, equals);
        return new Fault(kind(name), equals < 0 ? "" : rest.substring(equals + 1), stream);
    }

    /** The probability of a fault that strikes by chance. */
    double share() {
        return Double.parseDouble(amount);
    }

    /** The duration of a {@link FaultKind#LATENCY}. */
    Duration duration() {
        return Durations.parse(amount);
    }

    /** The bytes a second of a {@link FaultKind#QUOTA}; empty for the region's own. */
    Optional<DataSize> rate() {
        return amount.isEmpty() ? Optional.empty() : Optional.of(rate(amount));
    }

    /** The fault as {@link #parse} reads it. */
    @Override
    public String toString() {
        return kind.label()
                + (amount.isEmpty() ? "" : "=" + amount)
                + (stream == null ? "" : "@" + stream);
    }

    private static FaultKind kind(String name) {
        String wanted = name.trim().toLowerCase(Locale.ROOT);
        return Arrays.stream(FaultKind.values())
                .filter(kind -> kind.label().equals(wanted))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no fault '"
                                                + name
                                                + "'; there are "
                                                + Arrays.stream(FaultKind.values())
                                                        .map(FaultKind::label)
                                                        .collect(Collectors.joining(", "))));
    }

    private static boolean isShare(String amount) {
        double share = Double.parseDouble(amount);
        return share >= 0 && share <= 1;
    }

    private static DataSize rate(String amount) {
        return DataSize.parse(
                amount.endsWith("/s") ? amount.substring(0, amount.length() - 2) : amount);
    }
}
