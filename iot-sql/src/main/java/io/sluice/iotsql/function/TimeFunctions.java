/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.function;

import io.sluice.iotsql.SqlLimits;
import io.sluice.iotsql.SqlVersion;
import io.sluice.iotsql.value.AbsentValue;
import io.sluice.iotsql.value.NumberValue;
import io.sluice.iotsql.value.StringValue;
import io.sluice.iotsql.value.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import org.joda.time.DateTimeZone;
import org.joda.time.format.DateTimeFormat;
import org.jspecify.annotations.Nullable;

/**
 * Times as texts: {@code parse_time} formats with Joda-Time, {@code time_to_epoch} parses with
 * {@code java.time}, as AWS documents. What cannot be read is Undefined.
 */
final class TimeFunctions {

    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private TimeFunctions() {}

    static void register(FunctionTable table) {
        table.define("parse_time", 2, 3, SqlVersion.V2016_03_23, TimeFunctions::bindParseTime);
        table.define("time_to_epoch", 2, 2, SqlVersion.V2016_03_23, TimeFunctions::bindToEpoch);
    }

    private static SqlFunction bindParseTime(List<@Nullable Value> constants) {
        Prepared<org.joda.time.format.DateTimeFormatter> formatter =
                new Prepared<>(at(constants, 0), TimeFunctions::jodaFormatter);
        Prepared<DateTimeZone> zone = new Prepared<>(at(constants, 2), TimeFunctions::jodaZone);
        return (arguments, context) -> {
            context.work().spend(SqlLimits.TIME_PATTERN_LENGTH);
            var format = formatter.of(arguments[0], context);
            BigDecimal millis = context.whole(arguments[1]);
            DateTimeZone in =
                    arguments.length == 2 ? DateTimeZone.UTC : zone.of(arguments[2], context);
            if (format == null
                    || in == null
                    || millis == null
                    || millis.compareTo(LEAST) < 0
                    || millis.compareTo(MOST) > 0) {
                return AbsentValue.UNDEFINED;
            }
            try {
                return context.string(format.withZone(in).print(millis.longValue()));
            } catch (IllegalArgumentException | ArithmeticException e) {
                return AbsentValue.UNDEFINED; // beyond the years that Joda-Time knows
            }
        };
    }

    private static SqlFunction bindToEpoch(List<@Nullable Value> constants) {
        Prepared<DateTimeFormatter> formatter =
                new Prepared<>(at(constants, 1), TimeFunctions::javaFormatter);
        return (arguments, context) -> {
            context.work().spend(SqlLimits.TIME_PATTERN_LENGTH);
            DateTimeFormatter format = formatter.of(arguments[1], context);
            String text = context.text(arguments[0]);
            return format == null || text == null
                    ? AbsentValue.UNDEFINED
                    : epochMillis(text, format);
        };
    }

    private static Value epochMillis(String text, DateTimeFormatter format) {
        try {
            TemporalAccessor parsed = format.parse(text);
            if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
                long seconds = parsed.getLong(ChronoField.INSTANT_SECONDS);
                long milli = parsed.get(ChronoField.MILLI_OF_SECOND);
                return NumberValue.ofInt(Math.addExact(Math.multiplyExact(seconds, 1_000L), milli));
            }
            LocalDate date = parsed.query(TemporalQueries.localDate());
            if (date == null) {
                return AbsentValue.UNDEFINED;
            }
            LocalTime time = parsed.query(TemporalQueries.localTime());
            ZoneId zone = parsed.query(TemporalQueries.zone());
            return NumberValue.ofInt(
                    date.atTime(time == null ? LocalTime.MIDNIGHT : time)
                            .atZone(zone == null ? ZoneOffset.UTC : zone)
                            .toInstant()
                            .toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return AbsentValue.UNDEFINED;
        }
    }

    private static org.joda.time.format.@Nullable DateTimeFormatter jodaFormatter(String pattern) {
        if (pattern.length() > SqlLimits.TIME_PATTERN_LENGTH) {
            return null;
        }
        try {
            return DateTimeFormat.forPattern(pattern).withLocale(Locale.ENGLISH);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable DateTimeZone jodaZone(String id) {
        try {
            return DateTimeZone.forID(id);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable DateTimeFormatter javaFormatter(String pattern) {
        if (pattern.length() > SqlLimits.TIME_PATTERN_LENGTH) {
            return null;
        }
        try {
            return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Value at(List<@Nullable Value> constants, int index) {
        return index < constants.size() ? constants.get(index) : null;
    }

    /** Something made of a text: once if the text is constant, else at each call. */
    private static final class Prepared<T> {

        @FunctionalInterface
        interface Maker<T> {
            @Nullable T make(String text);
        }

        private final Maker<T> maker;
        private final boolean constant;
        private final @Nullable T made;

        Prepared(@Nullable Value constant, Maker<T> maker) {
            this.maker = maker;
            this.constant = constant instanceof StringValue;
            this.made = constant instanceof StringValue text ? maker.make(text.text()) : null;
        }

        @Nullable T of(Value value, FunctionContext context) {
            if (constant) {
                return made;
            }
            String text = context.text(value);
            return text == null ? null : maker.make(text);
        }
    }
}
