/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.protocol;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the violated constraints of one request and words them as AWS does: {@code 1 validation
 * error detected: Value 'a b' at 'deliveryStreamName' failed to satisfy constraint: Member must
 * satisfy regular expression pattern: [a-zA-Z0-9_.-]+}.
 */
public final class Constraints {

    private final List<String> violations = new ArrayList<>();

    /** A required member; {@code value} is what was found. */
    public Constraints required(String path, @Nullable Object value) {
        if (value == null) {
            violations.add(
                    "Value null at '"
                            + path
                            + "' failed to satisfy constraint: Member must not be null");
        }
        return this;
    }

    /** A text of bounded length; a missing one is not this constraint's business. */
    public Constraints length(String path, @Nullable String value, int min, int max) {
        if (value != null && value.length() < min) {
            violated(path, value, "Member must have length greater than or equal to " + min);
        }
        if (value != null && value.length() > max) {
            violated(path, value, "Member must have length less than or equal to " + max);
        }
        return this;
    }

    /** A text of a given form; a missing one is not this constraint's business. */
    public Constraints pattern(String path, @Nullable String value, String regex) {
        if (value != null && !value.matches(regex)) {
            violated(path, value, "Member must satisfy regular expression pattern: " + regex);
        }
        return this;
    }

    /**
     * A number between two others, both allowed; a missing one is not this constraint's business.
     */
    public Constraints range(String path, @Nullable Integer value, int min, int max) {
        if (value != null && value < min) {
            violated(path, value, "Member must have value greater than or equal to " + min);
        }
        if (value != null && value > max) {
            violated(path, value, "Member must have value less than or equal to " + max);
        }
        return this;
    }

    /** One of a closed set of words; a missing one is not this constraint's business. */
    public Constraints oneOf(String path, @Nullable String value, List<String> allowed) {
        if (value != null && !allowed.contains(value)) {
            violated(path, value, "Member must satisfy enum value set: " + allowed);
        }
        return this;
    }

    /** Any other violation. */
    public Constraints violated(String path, Object value, String constraint) {
        violations.add(
                "Value '"
                        + value
                        + "' at '"
                        + path
                        + "' failed to satisfy constraint: "
                        + constraint);
        return this;
    }

    /**
     * Ends the collection.
     *
     * @throws AwsFailure {@code ValidationException} naming every violation
     */
    public void check() {
        if (!violations.isEmpty()) {
            throw AwsFailure.validation(
                    violations.size()
                            + (violations.size() == 1
                                    ? " validation error detected: "
                                    : " validation errors detected: ")
                            + String.join("; ", violations));
        }
    }
}
