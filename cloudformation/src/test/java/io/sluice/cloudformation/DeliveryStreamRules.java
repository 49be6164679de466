/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * AWS's rules for a delivery stream that the linter does not know.
 *
 * <p>Source: Amazon Data Firehose Developer Guide, "Configure backup settings" (buffering hints),
 * "Understand custom prefixes for Amazon S3 objects", "Enable dynamic partitioning", "Enable record
 * format conversion"; API Reference, CreateDeliveryStream.
 */
final class DeliveryStreamRules {

    private static final String SUFFIX = "DestinationConfiguration";
    private static final Pattern KEY = Pattern.compile("!\\{partitionKeyFromQuery:(\\w+)}");
    private static final Pattern QUERY_KEY = Pattern.compile("[{,]\\s*(\\w+)\\s*:");

    /** Least and most MiB, least and most seconds. */
    private record Range(int minSize, int maxSize, int minInterval, int maxInterval) {}

    // https://docs.aws.amazon.com/firehose/latest/dev/create-configure-backup.html
    private static final Map<String, Range> RANGES =
            Map.of(
                    "ExtendedS3", new Range(1, 128, 0, 900),
                    "Redshift", new Range(1, 128, 0, 900),
                    "Iceberg", new Range(1, 128, 0, 900),
                    "Amazonopensearchservice", new Range(1, 100, 0, 900),
                    "Splunk", new Range(1, 5, 0, 60),
                    "HttpEndpoint", new Range(1, 64, 0, 900),
                    "Datadog", new Range(1, 4, 0, 900),
                    "MongoDB", new Range(1, 16, 0, 900),
                    "Snowflake", new Range(1, 128, 0, 900));

    private static final Range BACKUP = new Range(1, 128, 60, 900);
    private static final Range LARGE = new Range(64, 128, 60, 900);

    private final List<String> problems = new ArrayList<>();

    private DeliveryStreamRules() {}

    /** What is wrong with the properties of an {@code AWS::KinesisFirehose::DeliveryStream}. */
    static List<String> problems(JsonNode stream) {
        DeliveryStreamRules rules = new DeliveryStreamRules();
        List<String> destinations =
                stream.propertyStream()
                        .map(Map.Entry::getKey)
                        .filter(name -> name.endsWith(SUFFIX))
                        .toList();
        if (destinations.size() != 1) {
            rules.problems.add("a stream has exactly one destination, not " + destinations);
            return rules.problems;
        }
        String kind =
                destinations.get(0).substring(0, destinations.get(0).length() - SUFFIX.length());
        JsonNode destination = stream.path(destinations.get(0));
        rules.buffering(kind, destination);
        rules.prefixes(kind, destination);
        rules.backup(kind, destination);
        rules.partitions(destination);
        rules.conversion(destination);
        rules.delimiter(destination);
        return rules.problems;
    }

    /** The values of the parameter of a kind of processor. */
    static List<String> parameters(JsonNode destination, String type, String parameter) {
        return destination
                .path("ProcessingConfiguration")
                .path("Processors")
                .valueStream()
                .filter(processor -> processor.path("Type").asText().equals(type))
                .flatMap(processor -> processor.path("Parameters").valueStream())
                .filter(found -> found.path("ParameterName").asText().equals(parameter))
                .map(found -> found.path("ParameterValue").asText())
                .toList();
    }

    private void buffering(String kind, JsonNode destination) {
        String partner = destination.path("EndpointConfiguration").path("Name").asText();
        Range range = RANGES.get(RANGES.containsKey(partner) ? partner : kind);
        if (range == null) {
            problems.add("no buffering range is known for the destination " + kind);
            return;
        }
        JsonNode main = kind.equals("Redshift") ? destination.path("S3Configuration") : destination;
        inside(range, main.path("BufferingHints"), kind);
        if (!kind.equals("Redshift") && destination.has("S3Configuration")) {
            inside(BACKUP, destination.path("S3Configuration").path("BufferingHints"), "backup");
        }
        if (destination.has("S3BackupConfiguration")) {
            JsonNode hints = destination.path("S3BackupConfiguration").path("BufferingHints");
            inside(BACKUP, hints, "backup");
        }
    }

    private void inside(Range range, JsonNode hints, String what) {
        int size = hints.path("SizeInMBs").asInt(-1);
        int interval = hints.path("IntervalInSeconds").asInt(-1);
        if (size < range.minSize || size > range.maxSize) {
            problems.add(what + ": a buffer of " + size + " MiB is not within " + range);
        }
        if (interval < range.minInterval || interval > range.maxInterval) {
            problems.add(what + ": an interval of " + interval + " s is not within " + range);
        }
    }

    private void prefixes(String kind, JsonNode destination) {
        for (String block : List.of("", "S3Configuration", "S3BackupConfiguration")) {
            JsonNode s3 = block.isEmpty() ? destination : destination.path(block);
            String prefix = s3.path("Prefix").asText();
            String errors = s3.path("ErrorOutputPrefix").asText();
            boolean expressions = prefix.contains("!{") || errors.contains("!{");
            if (kind.equals("Redshift") && expressions) {
                problems.add("Redshift takes no expressions in " + prefix + ", " + errors);
            }
            if (expressions && !errors.contains("!{firehose:error-output-type}")) {
                problems.add("an ErrorOutputPrefix with the error's type is missing for " + prefix);
            }
            if (prefix.contains("error-output-type")) {
                problems.add("the error's type is not for the Prefix " + prefix);
            }
            if (errors.contains("partitionKey")) {
                problems.add("partition keys are not for the ErrorOutputPrefix " + errors);
            }
        }
    }

    private void backup(String kind, JsonNode destination) {
        String mode = destination.path("S3BackupMode").asText();
        boolean own = kind.equals("ExtendedS3") || kind.equals("Redshift");
        if (own && mode.equals("Enabled") != destination.has("S3BackupConfiguration")) {
            problems.add("S3BackupMode " + mode + " and S3BackupConfiguration do not fit");
        }
        if (!kind.equals("ExtendedS3") && !destination.has("S3Configuration")) {
            problems.add("S3Configuration is missing for " + kind);
        }
    }

    private void partitions(JsonNode destination) {
        Set<String> used = matches(KEY, destination.path("Prefix").asText());
        Set<String> made = new TreeSet<>();
        parameters(destination, "MetadataExtraction", "MetadataExtractionQuery")
                .forEach(query -> made.addAll(matches(QUERY_KEY, query)));
        if (!destination.path("DynamicPartitioningConfiguration").path("Enabled").asBoolean()) {
            if (!used.isEmpty()) {
                problems.add("partition keys " + used + " without dynamic partitioning");
            }
            return;
        }
        if (used.isEmpty() || !used.equals(made)) {
            problems.add("the prefix uses the keys " + used + ", the query makes " + made);
        }
        inside(LARGE, destination.path("BufferingHints"), "dynamic partitioning");
        if (!parameters(destination, "RecordDeAggregation", "SubRecordType")
                .equals(List.of("JSON"))) {
            problems.add("packed records are not taken apart before they are partitioned");
        }
    }

    private void conversion(JsonNode destination) {
        if (!destination.path("DataFormatConversionConfiguration").path("Enabled").asBoolean()) {
            return;
        }
        if (!destination.path("CompressionFormat").asText().equals("UNCOMPRESSED")) {
            problems.add("with format conversion CompressionFormat has to be UNCOMPRESSED");
        }
        int size = destination.path("BufferingHints").path("SizeInMBs").asInt();
        if (size < LARGE.minSize) {
            problems.add("with format conversion the buffer has to be 64 MiB or more, not " + size);
        }
    }

    private void delimiter(JsonNode destination) {
        for (String delimiter : parameters(destination, "AppendDelimiterToRecord", "Delimiter")) {
            if (!delimiter.equals("\\n")) {
                problems.add("the delimiter has to be backslash and n, not '" + delimiter + "'");
            }
        }
    }

    private static Set<String> matches(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
