/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.function;

import io.sluice.iotsql.SqlPolicy;
import io.sluice.iotsql.value.AbsentValue;
import io.sluice.iotsql.value.ArrayValue;
import io.sluice.iotsql.value.BooleanValue;
import io.sluice.iotsql.value.NumberValue;
import io.sluice.iotsql.value.Value;
import io.sluice.iotsql.value.Work;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Strings. Characters are UTF-16 units, as in Java; arguments of other types are converted. */
final class StringFunctions {

    /** As AWS documents for {@code lpad} and {@code rpad}. */
    private static final int MOST_SPACES = 1_000;

    /** Character comparisons that one step pays for. */
    private static final long COMPARISONS_PER_STEP = 1_000;

    private StringFunctions() {}

    static void register(FunctionTable table) {
        table.add("lower", 1, changed(text -> text.toLowerCase(Locale.ROOT)));
        table.add("upper", 1, changed(text -> text.toUpperCase(Locale.ROOT)));
        table.add("trim", 1, changed(String::strip));
        table.add("ltrim", 1, changed(String::stripLeading));
        table.add("rtrim", 1, changed(String::stripTrailing));
        table.addSince2016("length", 1, 1, measured(String::length));
        table.addSince2016(
                "numbytes", 1, 1, measured(text -> text.getBytes(StandardCharsets.UTF_8).length));
        table.add("startswith", 2, compared(String::startsWith));
        table.add("endswith", 2, compared(String::endsWith));
        table.addSince2016("indexof", 2, 2, StringFunctions::indexOf);
        table.add("substring", 2, 3, StringFunctions::substring);
        table.add("replace", 3, StringFunctions::replace);
        table.add("concat", 1, FunctionDefinition.MANY, StringFunctions::concat);
        table.add("lpad", 2, padded((text, spaces) -> spaces + text));
        table.add("rpad", 2, padded((text, spaces) -> text + spaces));
        table.add("chr", 1, StringFunctions::chr);
    }

    private static SqlFunction changed(UnaryOperator<String> change) {
        return (arguments, context) -> {
            String text = context.text(arguments[0]);
            return text == null ? AbsentValue.UNDEFINED : context.string(change.apply(text));
        };
    }

    private static SqlFunction measured(Function<String, Integer> measure) {
        return (arguments, context) -> {
            String text = context.text(arguments[0]);
            return text == null
                    ? AbsentValue.UNDEFINED
                    : NumberValue.ofInt(measure.apply(text).longValue());
        };
    }

    private static SqlFunction compared(BiFunction<String, String, Boolean> comparison) {
        return (arguments, context) -> {
            String left = context.text(arguments[0]);
            String right = context.text(arguments[1]);
            return left == null || right == null
                    ? AbsentValue.UNDEFINED
                    : BooleanValue.of(comparison.apply(left, right));
        };
    }

    private static SqlFunction padded(BiFunction<String, String, String> pad) {
        return (arguments, context) -> {
            String text = context.text(arguments[0]);
            Integer spaces = context.clamped(arguments[1], 0, MOST_SPACES);
            return text == null || spaces == null
                    ? AbsentValue.UNDEFINED
                    : context.string(pad.apply(text, " ".repeat(spaces)));
        };
    }

    private static Value indexOf(Value[] arguments, FunctionContext context) {
        String text = context.text(arguments[0]);
        String wanted = context.text(arguments[1]);
        if (text == null || wanted == null) {
            return AbsentValue.UNDEFINED;
        }
        searchIn(text, wanted, context.work());
        int index = text.indexOf(wanted);
        return index < 0 && context.policy().indexOfMissing() == SqlPolicy.IndexOfMissing.UNDEFINED
                ? AbsentValue.UNDEFINED
                : NumberValue.ofInt(index);
    }

    private static Value substring(Value[] arguments, FunctionContext context) {
        String text = context.text(arguments[0]);
        if (text == null) {
            return AbsentValue.UNDEFINED;
        }
        Integer from = context.clamped(arguments[1], 0, text.length());
        Integer to =
                arguments.length == 2
                        ? Integer.valueOf(text.length())
                        : context.clamped(arguments[2], 0, text.length());
        if (from == null || to == null) {
            return AbsentValue.UNDEFINED;
        }
        return context.string(from >= to ? "" : text.substring(from, to));
    }

    private static Value replace(Value[] arguments, FunctionContext context) {
        String text = context.text(arguments[0]);
        String old = context.text(arguments[1]);
        String replacement = context.text(arguments[2]);
        if (text == null || old == null || replacement == null) {
            return AbsentValue.UNDEFINED;
        }
        searchIn(text, old, context.work());
        Work.requireLength(lengthAfter(text, old, replacement));
        return context.string(text.replace(old, replacement));
    }

    private static long lengthAfter(String text, String old, String replacement) {
        long growth = (long) replacement.length() - old.length();
        if (growth <= 0) {
            return text.length();
        }
        long count = 0;
        if (old.isEmpty()) {
            count = text.length() + 1L;
        } else {
            for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, at + old.length())) {
                count++;
            }
        }
        return text.length() + count * growth;
    }

    /** Pays for the worst case of a plain search, which hostile texts reach. */
    private static void searchIn(String text, String wanted, Work work) {
        long starts = Math.max(0, (long) text.length() - wanted.length() + 1);
        work.spend(starts * wanted.length() / COMPARISONS_PER_STEP);
    }

    private static Value concat(Value[] arguments, FunctionContext context) {
        if (arguments.length == 1) {
            return arguments[0];
        }
        if (Arrays.stream(arguments).anyMatch(ArrayValue.class::isInstance)) {
            return concatArrays(arguments, context);
        }
        StringBuilder joined = new StringBuilder();
        for (Value argument : arguments) {
            String text = context.text(argument);
            if (text == null) {
                return AbsentValue.UNDEFINED;
            }
            joined.append(text);
            Work.requireLength(joined.length());
        }
        return context.string(joined.toString());
    }

    private static Value concatArrays(Value[] arguments, FunctionContext context) {
        List<Value> elements = new ArrayList<>();
        for (Value argument : arguments) {
            if (argument instanceof ArrayValue array) {
                context.work().spend(array.elements().size());
                elements.addAll(array.elements());
            } else if (!argument.isUndefined()) {
                elements.add(argument);
            } else if (context.policy().undefinedInArray() == SqlPolicy.UndefinedInArray.NULL) {
                elements.add(AbsentValue.NULL);
            }
        }
        return new ArrayValue(elements);
    }

    private static Value chr(Value[] arguments, FunctionContext context) {
        BigDecimal code = context.whole(arguments[0]);
        if (code == null || code.signum() < 0 || code.compareTo(BigDecimal.valueOf(127)) > 0) {
            return AbsentValue.UNDEFINED;
        }
        return context.string(String.valueOf((char) code.intValue()));
    }
}
