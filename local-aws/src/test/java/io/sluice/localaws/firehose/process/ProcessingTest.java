/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.outside.OutboundHttp;
import io.sluice.localaws.outside.StandIns;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.protocol.Members;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessingTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void takesObjectsApartAndKeepsTheirBytes() throws InterruptedException {
        Processed processed =
                apply(
                        processing("RecordDeAggregation", "SubRecordType", "JSON"),
                        "{\"a\":1.50}{\"a\": [2,{}]}\n {\"a\":\"}{\"}");

        assertThat(texts(processed))
                .containsExactly("{\"a\":1.50}", "{\"a\": [2,{}]}", "{\"a\":\"}{\"}");
    }

    @Test
    void setsAsideWhatIsNotObjects() throws InterruptedException {
        Processed processed =
                apply(
                        processing("RecordDeAggregation", "SubRecordType", "JSON"),
                        "[{\"a\":1}]",
                        "{\"a\":1",
                        "{\"a\":2}");

        assertThat(texts(processed)).containsExactly("{\"a\":2}");
        assertThat(processed.failed()).hasSize(2);
    }

    @Test
    void leavesARecordWithTooManyObjectsWhole() throws InterruptedException {
        String packed = "{}".repeat(Deaggregation.MAX_SUB_RECORDS + 1);

        Processed processed =
                apply(processing("RecordDeAggregation", "SubRecordType", "JSON"), packed);

        assertThat(texts(processed)).containsExactly(packed);
    }

    @Test
    void takesPartsBetweenDelimiters() throws InterruptedException {
        Processed processed =
                apply(
                        processing(
                                "RecordDeAggregation",
                                "SubRecordType",
                                "DELIMITED",
                                "Delimiter",
                                "IyMjIw=="),
                        "one####two###");

        assertThat(texts(processed)).containsExactly("one", "two###");
    }

    @Test
    void takesKeysByAQueryAndEndsRecordsInThisOrder() throws InterruptedException {
        ObjectNode configuration = processing("AppendDelimiterToRecord", "Delimiter", "\\n");
        add(
                configuration,
                "MetadataExtraction",
                "MetadataExtractionQuery",
                "{day:.ts[0:10], n:.n}",
                "JsonParsingEngine",
                "JQ-1.6");

        Processed processed =
                apply(configuration, "{\"ts\":\"2026-01-02T03:04:05Z\",\"n\":7}", "{\"n\":7}");

        assertThat(texts(processed)).containsExactly("{\"ts\":\"2026-01-02T03:04:05Z\",\"n\":7}\n");
        assertThat(processed.records().get(0).queryKeys())
                .isEqualTo(Map.of("day", "2026-01-02", "n", "7"));
        assertThat(processed.failed().get(0).reason().message())
                .isEqualTo("partitionKeys values must not be null or empty");
    }

    @Test
    void refusesWhatItCannotDo() {
        refused(processing("Decompression", "CompressionFormat", "GZIP"), "Decompression");
        refused(processing("Magic"), "Magic");
        refused(processing("Lambda"), "LambdaArn");
        refused(processing("Lambda", "LambdaArn", "a", "BufferSizeInMBs", "4"), "BufferSizeInMBs");
        refused(processing("AppendDelimiterToRecord", "Delimiter", ";"), "Delimiter");
        refused(
                processing(
                        "MetadataExtraction",
                        "MetadataExtractionQuery",
                        "{a:",
                        "JsonParsingEngine",
                        "JQ-1.6"),
                "MetadataExtractionQuery");
    }

    private static void refused(ObjectNode configuration, String naming) {
        assertThatThrownBy(() -> read(configuration))
                .isInstanceOf(AwsFailure.class)
                .hasMessageContaining(naming);
    }

    private static Processed apply(ObjectNode configuration, String... records)
            throws InterruptedException {
        return read(configuration)
                .apply(
                        Arrays.stream(records)
                                .map(text -> DataRecord.of(text.getBytes(UTF_8), NOW))
                                .toList(),
                        new Processing.Place(
                                "arn", "eu-central-1", new OutboundHttp(), StandIns.NONE));
    }

    private static Processing read(ObjectNode configuration) {
        return ProcessingReader.read(Members.of(configuration), 1);
    }

    private static ObjectNode processing(String type, String... parameters) {
        ObjectNode configuration = JSON.createObjectNode().put("Enabled", true);
        configuration.putArray("Processors");
        add(configuration, type, parameters);
        return configuration;
    }

    private static void add(ObjectNode configuration, String type, String... parameters) {
        ObjectNode processor =
                ((ArrayNode) configuration.get("Processors")).addObject().put("Type", type);
        ArrayNode list = processor.putArray("Parameters");
        for (int i = 0; i < parameters.length; i += 2) {
            list.addObject()
                    .put("ParameterName", parameters[i])
                    .put("ParameterValue", parameters[i + 1]);
        }
    }

    private static List<String> texts(Processed processed) {
        return processed.records().stream()
                .map(record -> new String(record.data(), UTF_8))
                .toList();
    }
}
