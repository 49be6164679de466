/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.cloudformation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The function of {@code transform.yaml}, run as it stands there by the machine's own Python, with
 * Firehose's requests.
 *
 * <p>Source: Amazon Data Firehose Developer Guide, "Required parameters for data transformation".
 */
class TransformFunctionIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;
    private String code = "";

    @BeforeEach
    void takeTheCodeFromTheTemplate() {
        assumeThat(Programs.isInstalled("python3"))
                .as("SKIPPED: python3 is not installed, so the function was not tested")
                .isTrue();
        code =
                TemplateFile.named("transform.yaml")
                        .root()
                        .at("/Resources/Function/Properties/Code/ZipFile")
                        .asText();
    }

    @Test
    void passesReadingsOnByteForByteAndEndsEachWithANewline() throws Exception {
        byte[] packed = "{\"a\": 1.10}\n{\"b\":2}\n".getBytes(UTF_8);

        JsonNode records = transform(packed, "{\"a\":1}".getBytes(UTF_8));

        assertThat(results(records)).containsExactly("Ok", "Ok");
        assertThat(data(records, 0)).isEqualTo(packed);
        assertThat(data(records, 1)).isEqualTo("{\"a\":1}\n".getBytes(UTF_8));
        assertThat(records.at("/1/recordId").asText()).isEqualTo("record-1");
    }

    @Test
    void uppercasesDropsAndFailsAsTheCodeOfTheUserSays() throws Exception {
        code =
                code.replace(
                        "    return reading\n",
                        """
                            if reading.get('v') == 'drop':
                                return None
                            if reading.get('v') == 'fail':
                                raise ValueError('as it was told')
                            return {'v': reading['v'].upper()}
                        """);

        JsonNode records =
                transform(
                        "{\"v\":\"a\"}\n{\"v\":\"drop\"}\n".getBytes(UTF_8),
                        "{\"v\":\"drop\"}\n".getBytes(UTF_8),
                        "{\"v\":\"fail\"}\n".getBytes(UTF_8));

        assertThat(results(records)).containsExactly("Ok", "Dropped", "ProcessingFailed");
        assertThat(data(records, 0)).isEqualTo("{\"v\":\"A\"}\n".getBytes(UTF_8));
        assertThat(data(records, 2)).isEqualTo("{\"v\":\"fail\"}\n".getBytes(UTF_8));
    }

    @Test
    void failsWhatIsNotJsonAndKeepsItsBytes() throws Exception {
        byte[] binary = {0, 1, 2, (byte) 0xff};

        JsonNode records = transform(binary);

        assertThat(results(records)).containsExactly("ProcessingFailed");
        assertThat(data(records, 0)).isEqualTo(binary);
    }

    @Test
    void unwrapsWhatCloudWatchLogsSendsAndDropsItsTests() throws Exception {
        String envelope =
                """
                {"messageType":"DATA_MESSAGE","logGroup":"g","logStream":"s",
                 "logEvents":[{"id":"1","timestamp":5,"message":"one"},{"id":"2","timestamp":6,"message":"zwölf"}]}
                """;

        JsonNode records = transform(gzip(envelope), gzip("{\"messageType\":\"CONTROL_MESSAGE\"}"));

        assertThat(results(records)).containsExactly("Ok", "Dropped");
        assertThat(new String(data(records, 0), UTF_8))
                .isEqualTo(
                        """
                        {"log_group":"g","log_stream":"s","ts":5,"message":"one"}
                        {"log_group":"g","log_stream":"s","ts":6,"message":"zwölf"}
                        """);
    }

    @Test
    void refusesOnlyTheRecordThatMakesTheAnswerTooLargeForLambda() throws Exception {
        String message = "x".repeat(4_000_000);
        String envelope =
                "{\"messageType\":\"DATA_MESSAGE\",\"logGroup\":\"g\",\"logStream\":\"s\",\"logEvents\":"
                        + "[{\"timestamp\":5,\"message\":\""
                        + message
                        + "\"}]}";

        JsonNode records = transform(gzip(envelope), "{\"a\":1}".getBytes(UTF_8));

        assertThat(results(records)).containsExactly("ProcessingFailed", "Ok");
    }

    private JsonNode transform(byte[]... data) throws Exception {
        ObjectNode event = JSON.createObjectNode();
        ArrayNode records = event.putArray("records");
        for (int i = 0; i < data.length; i++) {
            records.addObject().put("recordId", "record-" + i).put("data", data[i]);
        }
        Path request = Files.write(folder.resolve("event.json"), JSON.writeValueAsBytes(event));
        Path answer = folder.resolve("answer.json");
        Files.writeString(folder.resolve("index.py"), code);
        Programs.Answer run =
                Programs.run(
                        folder,
                        "python3",
                        "-c",
                        "import index, json; json.dump(index.handler(json.load(open('"
                                + request.getFileName()
                                + "')), None), open('"
                                + answer.getFileName()
                                + "', 'w'))");
        assertThat(run.status()).as(run.output()).isZero();
        return JSON.readTree(Files.readAllBytes(answer)).path("records");
    }

    private static List<String> results(JsonNode records) {
        return records.valueStream().map(record -> record.path("result").asText()).toList();
    }

    private static byte[] data(JsonNode records, int index) {
        return Base64.getDecoder().decode(records.path(index).path("data").asText());
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
