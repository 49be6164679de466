/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.function;

import io.sluice.iotsql.MessageContext;
import io.sluice.iotsql.UserProperty;
import io.sluice.iotsql.value.AbsentValue;
import io.sluice.iotsql.value.ArrayValue;
import io.sluice.iotsql.value.Members;
import io.sluice.iotsql.value.Name;
import io.sluice.iotsql.value.NumberValue;
import io.sluice.iotsql.value.ObjectValue;
import io.sluice.iotsql.value.StringValue;
import io.sluice.iotsql.value.Value;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What functions say of the message, the rule and the engine. */
final class MessageFunctions {

    private MessageFunctions() {}

    static void register(FunctionTable table) {
        table.add("topic", 0, 1, MessageFunctions::topic);
        table.add("clientid", 0, (a, c) -> orElse(c.message().context().clientId(), "n/a"));
        table.add("principal", 0, (a, c) -> string(c.message().context().principal()));
        table.add("traceid", 0, (a, c) -> string(c.message().context().traceId()));
        table.addSince2016("sourceip", 0, 0, (a, c) -> string(c.message().context().sourceIp()));
        table.add("accountid", 0, (a, c) -> new StringValue(c.environment().accountId()));
        table.add("sql_version", 0, (a, c) -> new StringValue(c.version().id()));
        table.add("newuuid", 0, (a, c) -> new StringValue(c.environment().uuids().get()));
        table.add("rand", 0, (a, c) -> c.number(c.environment().random().getAsDouble()));
        table.add(
                "timestamp",
                0,
                (a, c) -> NumberValue.ofInt(c.environment().nowMillis().getAsLong()));
        table.addSince2016("get_mqtt_property", 1, 1, MessageFunctions::property);
        table.addSince2016("get_user_properties", 0, 1, MessageFunctions::userProperties);
    }

    private static Value topic(Value[] arguments, FunctionContext context) {
        String topic = context.message().topic();
        if (arguments.length == 0) {
            return new StringValue(topic);
        }
        BigDecimal wanted = context.whole(arguments[0]);
        if (wanted == null
                || wanted.signum() <= 0
                || wanted.compareTo(BigDecimal.valueOf(topic.length() + 1L)) > 0) {
            return AbsentValue.UNDEFINED;
        }
        int from = 0;
        for (int level = wanted.intValue(); level > 1; level--) {
            int slash = topic.indexOf('/', from);
            if (slash < 0) {
                return AbsentValue.UNDEFINED;
            }
            from = slash + 1;
        }
        int to = topic.indexOf('/', from);
        return new StringValue(topic.substring(from, to < 0 ? topic.length() : to));
    }

    private static Value property(Value[] arguments, FunctionContext context) {
        if (!(arguments[0] instanceof StringValue name)) {
            return AbsentValue.UNDEFINED;
        }
        MessageContext message = context.message().context();
        return switch (name.text()) {
            case "content_type" -> string(message.contentType());
            case "response_topic" -> string(message.responseTopic());
            case "correlation_data" -> string(base64(message.correlationData()));
            case "format_indicator" ->
                    new StringValue(message.utf8Payload() ? "UTF8_DATA" : "UNSPECIFIED_BYTES");
            default -> AbsentValue.UNDEFINED;
        };
    }

    private static Value userProperties(Value[] arguments, FunctionContext context) {
        List<UserProperty> properties = context.message().context().userProperties();
        context.work().spend(properties.size());
        List<Value> found = new ArrayList<>();
        if (arguments.length == 0) {
            for (UserProperty property : properties) {
                Members members = new Members(1);
                members.put(new Name(property.name()), new StringValue(property.value()));
                found.add(new ObjectValue(members));
            }
            return new ArrayValue(found);
        }
        String key = context.text(arguments[0]);
        for (UserProperty property : properties) {
            if (property.name().equals(key)) {
                found.add(new StringValue(property.value()));
            }
        }
        return found.isEmpty() ? AbsentValue.UNDEFINED : new ArrayValue(found);
    }

    private static @Nullable String base64(@Nullable ByteBuffer bytes) {
        return bytes == null
                ? null
                : StandardCharsets.ISO_8859_1.decode(Base64.getEncoder().encode(bytes)).toString();
    }

    private static Value string(@Nullable String text) {
        return text == null ? AbsentValue.UNDEFINED : new StringValue(text);
    }

    private static Value orElse(@Nullable String text, String otherwise) {
        return new StringValue(text == null ? otherwise : text);
    }
}
