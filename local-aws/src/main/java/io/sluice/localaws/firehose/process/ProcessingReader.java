/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose.process;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.protocol.Members;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code ProcessingConfiguration}.
 *
 * <p>Source: Amazon Data Firehose API Reference, "Processor" and "ProcessorParameter".
 */
public final class ProcessingReader {

    /** Of a function unless told otherwise: 1 MiB, for Splunk a quarter. */
    public static final double DEFAULT_BUFFER_MIB = 1;

    private static final int DEFAULT_RETRIES = 3;
    private static final int MAX_RETRIES = 300;
    private static final double MIN_BUFFER_MIB = 0.2;
    private static final double MAX_BUFFER_MIB = 3;
    private static final int MAX_INTERVAL_SECONDS = 900;
    private static final double BYTES_PER_MIB = 1 << 20;
    private static final String PLACE = "ProcessingConfiguration: ";

    private final double defaultBufferMib;
    private @Nullable Processor deaggregation;
    private Processing.@Nullable Function function;
    private @Nullable Processor query;
    private @Nullable Processor delimiter;

    private ProcessingReader(double defaultBufferMib) {
        this.defaultBufferMib = defaultBufferMib;
    }

    /**
     * Reads what is to be done.
     *
     * @param processing the structure; {@code null} if there is none
     * @param defaultBufferMib how much a function is handed at once, in MiB
     * @throws AwsFailure for what AWS refuses, and for what is not supported here
     */
    public static Processing read(@Nullable Members processing, double defaultBufferMib) {
        if (processing == null) {
            return Processing.NONE;
        }
        processing.allow(Set.of("Enabled", "Processors"), Map.of());
        if (!processing.flag("Enabled", false)) {
            return Processing.NONE;
        }
        ProcessingReader reader = new ProcessingReader(defaultBufferMib);
        for (JsonNode processor : processing.json().path("Processors")) {
            reader.add(processor.path("Type").asText(), parameters(processor));
        }
        return new Processing(
                reader.deaggregation, reader.function, reader.query, reader.delimiter);
    }

    private void add(String type, Map<String, String> parameters) {
        switch (type) {
            case "RecordDeAggregation" -> {
                once(type, deaggregation);
                only(type, parameters, Set.of("SubRecordType", "Delimiter"));
                deaggregation = deaggregation(parameters);
            }
            case "Lambda" -> {
                once(type, function);
                only(
                        type,
                        parameters,
                        Set.of(
                                "LambdaArn",
                                "RoleArn",
                                "NumberOfRetries",
                                "BufferSizeInMBs",
                                "BufferIntervalInSeconds"));
                function = function(parameters);
            }
            case "MetadataExtraction" -> {
                once(type, query);
                only(type, parameters, Set.of("MetadataExtractionQuery", "JsonParsingEngine"));
                query = query(parameters);
            }
            case "AppendDelimiterToRecord" -> {
                once(type, delimiter);
                only(type, parameters, Set.of("Delimiter"));
                delimiter = delimiter(parameters.getOrDefault("Delimiter", "\\n"));
            }
            case "Decompression", "CloudWatchLogProcessing" ->
                    throw AwsFailure.unsupported(
                            "ProcessingConfiguration with a processor of Type " + type);
            default -> throw AwsFailure.validation(PLACE + "'" + type + "' is not a processor.");
        }
    }

    private static Processor deaggregation(Map<String, String> parameters) {
        String type = required("RecordDeAggregation", parameters, "SubRecordType");
        if (type.equals("JSON")) {
            return new Deaggregation(null);
        }
        if (!type.equals("DELIMITED")) {
            throw AwsFailure.invalidArgument(PLACE + "SubRecordType is JSON or DELIMITED.");
        }
        try {
            byte[] between =
                    Base64.getDecoder()
                            .decode(required("RecordDeAggregation", parameters, "Delimiter"));
            if (between.length > 0) {
                return new Deaggregation(between);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw AwsFailure.invalidArgument(PLACE + "Delimiter has to be encoded in base64.");
    }

    private Processing.Function function(Map<String, String> parameters) {
        String arn = required("Lambda", parameters, "LambdaArn");
        double retries = number(parameters, "NumberOfRetries", DEFAULT_RETRIES, 0, MAX_RETRIES);
        number(parameters, "BufferIntervalInSeconds", 0, 0, MAX_INTERVAL_SECONDS);
        double size =
                number(
                        parameters,
                        "BufferSizeInMBs",
                        defaultBufferMib,
                        MIN_BUFFER_MIB,
                        MAX_BUFFER_MIB);
        return new Processing.Function(arn, (int) retries, (int) (size * BYTES_PER_MIB));
    }

    private static Processor query(Map<String, String> parameters) {
        String engine = required("MetadataExtraction", parameters, "JsonParsingEngine");
        if (!engine.equals("JQ-1.6")) {
            throw AwsFailure.invalidArgument(PLACE + "JsonParsingEngine has to be JQ-1.6.");
        }
        String text = required("MetadataExtraction", parameters, "MetadataExtractionQuery");
        try {
            return KeyQuery.parse(text);
        } catch (IllegalArgumentException e) {
            throw AwsFailure.invalidArgument(
                    PLACE + "MetadataExtractionQuery '" + text + "': " + e.getMessage());
        }
    }

    private static Processor delimiter(String spelt) {
        if (!spelt.equals("\\n")) {
            throw AwsFailure.invalidArgument(
                    PLACE + "Delimiter of AppendDelimiterToRecord is a backslash and an n.");
        }
        return new AppendedDelimiter("\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static double number(
            Map<String, String> parameters, String name, double absent, double min, double max) {
        String text = parameters.get(name);
        if (text == null) {
            return absent;
        }
        try {
            double value = Double.parseDouble(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw AwsFailure.invalidArgument(
                PLACE + name + " '" + text + "' is not between " + min + " and " + max + ".");
    }

    private static String required(String type, Map<String, String> parameters, String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw AwsFailure.invalidArgument(PLACE + "processor " + type + " needs " + name + ".");
        }
        return value;
    }

    private static void once(String type, @Nullable Object before) {
        if (before != null) {
            throw AwsFailure.invalidArgument(PLACE + "processor " + type + " is there twice.");
        }
    }

    private static void only(String type, Map<String, String> parameters, Set<String> known) {
        List<String> unknown =
                parameters.keySet().stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw AwsFailure.invalidArgument(
                    PLACE + "processor " + type + " has no parameter " + unknown.get(0) + ".");
        }
    }

    private static Map<String, String> parameters(JsonNode processor) {
        Map<String, String> parameters = new HashMap<>();
        for (JsonNode parameter : processor.path("Parameters")) {
            parameters.put(
                    parameter.path("ParameterName").asText(),
                    parameter.path("ParameterValue").asText());
        }
        return parameters;
    }
}
