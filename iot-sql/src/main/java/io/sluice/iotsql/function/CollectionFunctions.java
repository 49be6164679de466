/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.function;

import io.sluice.iotsql.SqlLimits;
import io.sluice.iotsql.value.AbsentValue;
import io.sluice.iotsql.value.ArrayValue;
import io.sluice.iotsql.value.BooleanValue;
import io.sluice.iotsql.value.JsonWriter;
import io.sluice.iotsql.value.Members;
import io.sluice.iotsql.value.ObjectValue;
import io.sluice.iotsql.value.StringValue;
import io.sluice.iotsql.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Arrays, objects, and what is not there. */
final class CollectionFunctions {

    private CollectionFunctions() {}

    static void register(FunctionTable table) {
        table.add("get", 2, CollectionFunctions::get);
        table.add("isnull", 1, (a, c) -> BooleanValue.of(a[0].kind() == Value.Kind.NULL));
        table.addSince2016("isundefined", 1, 1, (a, c) -> BooleanValue.of(a[0].isUndefined()));
        table.addSince2016("transform", 3, 3, CollectionFunctions::transform);
        // failures of the first argument are caught where the call is evaluated
        table.addSince2016(
                "get_or_default",
                1,
                2,
                (a, c) -> {
                    if (!a[0].isAbsent()) {
                        return a[0];
                    }
                    return a.length == 1 ? AbsentValue.UNDEFINED : a[1];
                });
    }

    private static Value get(Value[] arguments, FunctionContext context) {
        Value key = arguments[1];
        if (arguments[0] instanceof ArrayValue array) {
            return context.at(key, array.elements().size(), array.elements()::get);
        }
        if (arguments[0] instanceof StringValue string) {
            String text = string.text();
            return context.at(key, text.length(), i -> new StringValue(text.substring(i, i + 1)));
        }
        if (arguments[0] instanceof ObjectValue object && key instanceof StringValue name) {
            return object.member(name.text());
        }
        return AbsentValue.UNDEFINED;
    }

    private static Value transform(Value[] arguments, FunctionContext context) {
        boolean mode =
                arguments[0] instanceof StringValue name && name.text().equals("enrichArray");
        if (!mode
                || !(arguments[1] instanceof ObjectValue attributes)
                || !(arguments[2] instanceof ArrayValue array)) {
            return AbsentValue.UNDEFINED;
        }
        List<Value> enriched = new ArrayList<>();
        for (Value element : array.elements()) {
            if (!(element instanceof ObjectValue object)) {
                return AbsentValue.UNDEFINED;
            }
            context.work().spend(1L + object.members().size() + attributes.members().size());
            Members members = new Members(object.members(), attributes.members().size());
            for (int i = 0; i < attributes.members().size(); i++) {
                members.put(attributes.members().name(i), attributes.members().value(i));
            }
            enriched.add(new ObjectValue(members));
        }
        ArrayValue result = new ArrayValue(enriched);
        context.work().read(JsonWriter.bytes(result, SqlLimits.VALUE_LENGTH).remaining());
        return result;
    }
}
