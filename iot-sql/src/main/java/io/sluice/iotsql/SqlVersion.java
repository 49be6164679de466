/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A version of the SQL engine, as {@code awsIotSqlVersion} names it (AWS IoT Developer Guide, "SQL
 * versions").
 */
public enum SqlVersion {
    /** The original engine; keeps {@code 10.0} a Decimal and knows no literals or nested SELECT. */
    V2015_10_08("2015-10-08"),
    /** The current engine; whole Decimals become Ints, nested SELECT, top-level arrays. */
    V2016_03_23("2016-03-23");

    /** What AWS uses if a rule names no version (API, CLI, CloudFormation; not the console). */
    public static final SqlVersion AWS_DEFAULT = V2015_10_08;

    private final String id;

    SqlVersion(String id) {
        this.id = id;
    }

    /** As AWS writes it, for example {@code 2016-03-23}. */
    public String id() {
        return id;
    }

    /**
     * The version of that name.
     *
     * @throws IllegalArgumentException if there is none; the message names those there are
     */
    public static SqlVersion of(String id) {
        for (SqlVersion version : values()) {
            if (version.id.equals(id)) {
                return version;
            }
        }
        String allowed =
                Arrays.stream(values()).map(SqlVersion::id).collect(Collectors.joining(" or "));
        if (id.equals("beta")) {
            throw new IllegalArgumentException(
                    "SQL version beta is not supported, since AWS changes it without notice; use "
                            + allowed);
        }
        throw new IllegalArgumentException(
                "'" + id + "' is not a version of AWS IoT SQL; use " + allowed);
    }

    @Override
    public String toString() {
        return id;
    }
}
