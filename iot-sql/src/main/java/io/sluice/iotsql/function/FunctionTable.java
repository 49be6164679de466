/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.function;

import io.sluice.iotsql.SqlVersion;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All functions of AWS IoT SQL (AWS IoT Developer Guide, "Functions"), found in any case. */
public final class FunctionTable {

    /** The one table. */
    public static final FunctionTable ALL = new FunctionTable();

    private final Map<String, FunctionDefinition> byName = new HashMap<>();

    private FunctionTable() {
        MessageFunctions.register(this);
        StringFunctions.register(this);
        RegexFunctions.register(this);
        HashFunctions.register(this);
        NumberFunctions.register(this);
        BitFunctions.register(this);
        CollectionFunctions.register(this);
        Base64Functions.register(this);
        TimeFunctions.register(this);
        ExternalFunctions.register(this);
    }

    /** The function of that name in any case, or null. */
    public @Nullable FunctionDefinition find(String name) {
        return byName.get(name.toLowerCase(Locale.ROOT));
    }

    /** All names, in lower case, sorted. */
    public Set<String> names() {
        return Collections.unmodifiableSet(new TreeMap<>(byName).keySet());
    }

    void add(String name, int arguments, SqlFunction function) {
        add(name, arguments, arguments, function);
    }

    void add(String name, int least, int most, SqlFunction function) {
        define(name, least, most, SqlVersion.V2015_10_08, constants -> function);
    }

    void addSince2016(String name, int least, int most, SqlFunction function) {
        define(name, least, most, SqlVersion.V2016_03_23, constants -> function);
    }

    void define(
            String name, int least, int most, SqlVersion since, FunctionDefinition.Binder binder) {
        byName.put(name, new FunctionDefinition(name, least, most, since, binder));
    }
}
