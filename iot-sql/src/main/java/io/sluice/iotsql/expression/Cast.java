/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.expression;

import io.sluice.iotsql.SqlVersion;
import io.sluice.iotsql.function.FunctionContext;
import io.sluice.iotsql.value.AbsentValue;
import io.sluice.iotsql.value.BooleanValue;
import io.sluice.iotsql.value.Conversions;
import io.sluice.iotsql.value.StringValue;
import io.sluice.iotsql.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code CAST(value AS type)} (AWS IoT Developer Guide, "Functions", "cast"). */
public final class Cast extends Expression {

    /** What can be cast to. */
    public enum Target {
        STRING,
        INT,
        DOUBLE,
        DECIMAL,
        BOOLEAN
    }

    private static final Map<String, Target> BOTH_VERSIONS =
            Map.of(
                    "string", Target.STRING,
                    "nvarchar", Target.STRING,
                    "text", Target.STRING,
                    "ntext", Target.STRING,
                    "varchar", Target.STRING,
                    "int", Target.INT,
                    "integer", Target.INT,
                    "double", Target.DOUBLE);

    private static final Map<String, Target> SINCE_2016 =
            Map.of(
                    "decimal", Target.DECIMAL,
                    "bool", Target.BOOLEAN,
                    "boolean", Target.BOOLEAN);

    private final Expression operand;
    private final Target target;

    /** The operand as that type. */
    public Cast(Span span, Expression operand, Target target) {
        super(span);
        this.operand = operand;
        this.target = target;
    }

    /** The type of that name in that version; null if there is none. */
    public static @Nullable Target target(String name, SqlVersion version) {
        String lower = name.toLowerCase(Locale.ROOT);
        Target target = BOTH_VERSIONS.get(lower);
        return target == null && version == SqlVersion.V2016_03_23 ? SINCE_2016.get(lower) : target;
    }

    @Override
    public List<Expression> children() {
        return List.of(operand);
    }

    @Override
    Value value(Scope scope) {
        Value value = operand.evaluate(scope);
        FunctionContext context = scope.functions();
        return switch (target) {
            case STRING -> {
                String text = context.text(value);
                yield text == null ? AbsentValue.UNDEFINED : new StringValue(text);
            }
            case INT -> toInt(value, context);
            case DOUBLE, DECIMAL -> toDecimal(value, context);
            case BOOLEAN -> toBoolean(value);
        };
    }

    private static Value toInt(Value value, FunctionContext context) {
        BigDecimal number = number(value);
        if (number == null) {
            return AbsentValue.UNDEFINED;
        }
        return context.number(
                number.scale() <= 0 ? number : number.setScale(0, RoundingMode.FLOOR), true);
    }

    private Value toDecimal(Value value, FunctionContext context) {
        BigDecimal number = number(value);
        if (number == null) {
            return AbsentValue.UNDEFINED;
        }
        if (target == Target.DOUBLE && value.kind() != Value.Kind.INT) {
            return context.number(number.doubleValue());
        }
        return context.number(value instanceof BooleanValue ? number.setScale(1) : number, false);
    }

    private static Value toBoolean(Value value) {
        if (value.kind().isNumber()) {
            BigDecimal number = Conversions.decimal(value);
            return number == null ? AbsentValue.UNDEFINED : BooleanValue.of(number.signum() != 0);
        }
        Boolean bool = Conversions.bool(value);
        return bool == null ? AbsentValue.UNDEFINED : BooleanValue.of(bool);
    }

    private static @Nullable BigDecimal number(Value value) {
        return value instanceof BooleanValue bool
                ? (bool == BooleanValue.TRUE ? BigDecimal.ONE : BigDecimal.ZERO)
                : Conversions.decimal(value);
    }
}
