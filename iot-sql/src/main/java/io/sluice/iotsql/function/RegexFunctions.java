/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.function;

import io.sluice.iotsql.SqlVersion;
import io.sluice.iotsql.value.AbsentValue;
import io.sluice.iotsql.value.BooleanValue;
import io.sluice.iotsql.value.StringValue;
import io.sluice.iotsql.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Regular expressions; a pattern that is not valid makes the result Undefined. */
final class RegexFunctions {

    private RegexFunctions() {}

    /** What is done with a text and an expression. */
    @FunctionalInterface
    private interface Use {
        Value apply(Regex regex, String text, Value[] arguments, FunctionContext context);
    }

    static void register(FunctionTable table) {
        define(
                table,
                "regexp_matches",
                2,
                (regex, text, a, c) -> BooleanValue.of(regex.find(text, c.work()) != null));
        define(table, "regexp_substr", 2, RegexFunctions::substr);
        define(table, "regexp_replace", 3, RegexFunctions::replace);
    }

    private static Value substr(Regex regex, String text, Value[] a, FunctionContext context) {
        String found = regex.find(text, context.work());
        return found == null ? AbsentValue.UNDEFINED : context.string(found);
    }

    private static Value replace(Regex regex, String text, Value[] a, FunctionContext context) {
        String replacement = context.text(a[2]);
        String replaced =
                replacement == null ? null : regex.replace(text, replacement, context.work());
        return replaced == null ? AbsentValue.UNDEFINED : context.string(replaced);
    }

    private static void define(FunctionTable table, String name, int arguments, Use use) {
        table.define(
                name,
                arguments,
                arguments,
                SqlVersion.V2015_10_08,
                constants -> bind(constants, use));
    }

    private static SqlFunction bind(List<@Nullable Value> constants, Use use) {
        Value constant = constants.size() > 1 ? constants.get(1) : null;
        if (constant instanceof StringValue pattern) {
            Regex regex = Regex.compile(pattern.text());
            return (arguments, context) -> apply(regex, arguments, context, use);
        }
        return (arguments, context) -> {
            String pattern = context.text(arguments[1]);
            if (pattern == null) {
                return AbsentValue.UNDEFINED;
            }
            context.work().spend(Regex.costToCompile(pattern));
            return apply(Regex.compile(pattern), arguments, context, use);
        };
    }

    private static Value apply(
            @Nullable Regex regex, Value[] arguments, FunctionContext context, Use use) {
        String text = context.text(arguments[0]);
        return regex == null || text == null
                ? AbsentValue.UNDEFINED
                : use.apply(regex, text, arguments, context);
    }
}
