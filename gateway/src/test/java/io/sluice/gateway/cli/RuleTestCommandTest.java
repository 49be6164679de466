/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.toolkit.CommandRunner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RuleTestCommandTest {

    private static final String INGEST = Path.of("..", "cloudformation", "ingest.yaml").toString();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private InputStream standardInput = InputStream.nullInputStream();

    @TempDir private Path folder;

    @Test
    void showsTheResultOfARuleThatFires() {
        // When
        int code =
                run(
                        "--sql",
                        "SELECT a, topic(2) AS b FROM 'x/+'",
                        "--topic",
                        "x/y",
                        "--payload",
                        "{\"a\":1,\"c\":2}");

        // Then
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("FROM 'x/+' matches the topic x/y", "The rule fires.")
                .endsWith("{\"a\":1,\"b\":\"y\"}" + System.lineSeparator());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void saysWhichLevelOfTheFilterDoesNotMatch() {
        // When
        int code = run("--sql", "SELECT * FROM 'x/+/z'", "--topic", "x/y/w", "--payload", "{}");

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "FROM 'x/+/z' does not match the topic x/y/w: level 3 should be 'z', and is 'w'",
                        "The rule does not fire: the topic does not match.");
    }

    @Test
    void saysWhichPartOfWhereIsUndefinedAndWhichIsFalse() {
        // When
        int code =
                run(
                        "--sql",
                        "SELECT * FROM 'x' WHERE t > 20 AND room = 'hall'",
                        "--topic",
                        "x",
                        "--payload",
                        "{\"t\":1}");

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "t > 20 -> false",
                        "room -> Undefined",
                        "The rule does not fire: WHERE is Undefined, since room is Undefined.");
    }

    @Test
    void saysThatAPayloadIsNotWhatTheRuleNeeds() {
        // When
        int code = run("--sql", "SELECT a FROM 'x'", "--topic", "x", "--payload", "no json");

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).contains("The rule does not fire: ", "JSON");
    }

    @Test
    void putsACaretUnderThePlaceOfASyntaxError() {
        // When
        int code =
                run(
                        "--sql",
                        "SELECT a,\n\tlenght(b) AS c\nFROM 'x'",
                        "--topic",
                        "x",
                        "--payload",
                        "{}");

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .containsExactly(
                        "test: --sql: line 2, column 2: there is no function lenght; expected perhaps"
                                + " length, near 'lenght(b) AS c FROM 'x''",
                        "  \tlenght(b) AS c",
                        "  \t^");
    }

    @Test
    void putsTheCaretBehindAStatementThatEndsTooSoon() {
        // When
        int code = run("--sql", "SELECT a FROM", "--topic", "x", "--payload", "{}");

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString().lines().skip(1))
                .containsExactly("  SELECT a FROM", "  " + " ".repeat(13) + "^");
    }

    @Test
    void showsWhatTheActionsOfATemplatesRuleAreCalledWith() {
        // When
        int code =
                run(
                        "--template",
                        INGEST,
                        "--parameter",
                        "Mode=iot-rule",
                        "--topic",
                        "sensors/a/telemetry",
                        "--payload",
                        "{}");

        // Then
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains(
                        "Rule sluice_telemetry: SELECT * FROM 'sensors/+/telemetry' (2016-03-23)",
                        "Action Firehose gets 1 record, 3 bytes",
                        "  DeliveryStreamName: sluice-telemetry",
                        "  Separator: \\n",
                        "  BatchMode: false",
                        "If an action fails: S3",
                        "  BucketName: {\"Ref\":\"Bucket\"} (known when it is deployed)",
                        "  Key: rule-errors/2")
                .doesNotContain("Note:", "${");
    }

    @Test
    void notesThatTheTemplateDeploysTheRuleDisabled() {
        // When
        run("--template", INGEST, "--topic", "sensors/a/telemetry", "--payload", "{}");

        // Then
        assertThat(out.toString()).contains("Note: the template deploys it disabled");
    }

    @Test
    void evaluatesSubstitutionTemplatesAndCountsTheRecordsOfABatch() throws IOException {
        // Given
        Path template =
                template(
                        "Sql: SELECT VALUE readings FROM 'x/+', AwsIotSqlVersion: '2016-03-23'",
                        "{DeliveryStreamName: 'lake-${topic(2)}-${kind}', RoleArn: '${r}', Separator: ',', BatchMode: true}");

        // When
        JsonNode json =
                json(
                        "--template",
                        template.toString(),
                        "--topic",
                        "x/y",
                        "--payload",
                        "{\"kind\":\"raw\",\"readings\":[1,22]}");

        // Then
        JsonNode action = json.at("/actions/0");
        assertThat(action.at("/kind").asText()).isEqualTo("Firehose");
        assertThat(action.at("/settings/DeliveryStreamName").asText()).isEqualTo("lake-y-raw");
        assertThat(action.at("/settings/RoleArn").asText()).isEqualTo("${r}");
        assertThat(action.at("/records").asInt()).isEqualTo(2);
        assertThat(action.at("/bytes").asInt()).isEqualTo(5);
        assertThat(json.at("/errorAction").isNull()).isTrue();
        assertThat(json.at("/notes/0").asText()).contains("no ErrorAction");
        assertThat(json.at("/rule/sqlVersion").asText()).isEqualTo("2016-03-23");
        assertThat(json.at("/outcome/payload").asText()).isEqualTo("[1,22]");
    }

    @Test
    void saysWhyAnActionFailsThoughTheRuleFires() throws IOException {
        // Given
        Path template = template("Sql: SELECT * FROM 'x'", "{DeliveryStreamName: '${kind}'}");

        // When
        int code = run("--template", template.toString(), "--topic", "x", "--payload", "no json");

        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).contains("Action Firehose FAILS: ", "JSON");
    }

    @Test
    void showsWhereASubstitutionTemplateCannotBeRead() throws IOException {
        // Given
        Path template = template("Sql: SELECT * FROM 'x'", "{DeliveryStreamName: 'a-${tpic()}'}");

        // When
        int code = run("--template", template.toString(), "--topic", "x", "--payload", "{}");

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "action Firehose.DeliveryStreamName: line 1, column ", "a-${tpic()}", "^");
    }

    @Test
    void takesAMessageOfBasicIngestWhateverFromSays() {
        // When
        int code =
                run(
                        "--template",
                        INGEST,
                        "--parameter",
                        "RuleSql=SELECT topic() AS t FROM 'elsewhere'",
                        "--topic",
                        "$aws/rules/sluice_telemetry/a/b",
                        "--payload",
                        "{}");

        // Then
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("FROM is not looked at, since the message comes by Basic Ingest")
                .contains("{\"t\":\"a/b\"}");
    }

    @Test
    void doesNotTakeAMessageOfBasicIngestForAnotherRule() {
        // When
        int code = run("--template", INGEST, "--topic", "$aws/rules/other/a/b", "--payload", "{}");

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).contains("level 3 should be 'sluice_telemetry', and is 'other'");
    }

    @Test
    void readsAPayloadFromStandardInputAFileOrBase64() throws IOException {
        // Given
        byte[] payload = "{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.UTF_8);
        standardInput = new ByteArrayInputStream(payload);
        Path file = Files.write(folder.resolve("payload"), payload);
        String[] rule = {"--sql", "SELECT a FROM 'x'", "--topic", "x"};

        // When / Then
        assertThat(run(with(rule, "--payload-file", "-"))).isZero();
        assertThat(run(with(rule, "--payload-file", file.toString()))).isZero();
        assertThat(run(with(rule, "--payload-base64", "eyJhIjoiw6kifQ=="))).isZero();
        assertThat(out.toString().lines().filter("{\"a\":\"\u00e9\"}"::equals)).hasSize(3);
    }

    @Test
    void letsTheRuleSeeClientIdAndUserProperties() {
        // When
        JsonNode json =
                json(
                        "--sql",
                        "SELECT clientid() AS c, get_user_properties('k') AS k FROM 'x'",
                        "--topic",
                        "x",
                        "--payload",
                        "{}",
                        "--client-id",
                        "device-1",
                        "--user-property",
                        "k=1",
                        "--user-property",
                        "k=2=3",
                        "--qos",
                        "1");

        // Then
        assertThat(json.at("/outcome/payload").asText())
                .isEqualTo("{\"c\":\"device-1\",\"k\":[\"1\",\"2=3\"]}");
    }

    @Test
    void takesTheVersionThatIsAskedFor() {
        // When
        JsonNode json =
                json(
                        "--sql",
                        "SELECT a FROM 'x'",
                        "--sql-version",
                        "2015-10-08",
                        "--topic",
                        "x",
                        "--payload",
                        "{\"a\":10.0}");

        // Then
        assertThat(json.at("/outcome/payload").asText()).isEqualTo("{\"a\":10.0}");
        assertThat(json.at("/rule/sqlVersion").asText()).isEqualTo("2015-10-08");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--topic x --payload y | say which rule is meant: --sql SQL, or --template FILE",
                "--sql a --template b --topic x --payload y | say which rule is meant",
                "--sql a --rule r --topic x --payload y | --rule and --parameter go with --template",
                "--template pom.xml --sql-version 2015-10-08 --topic x --payload y | --sql-version goes with --sql",
                "--template none.yaml --topic x --payload y | --template none.yaml is not a file that can be read",
                "--template pom.xml --topic x --payload y | pom.xml: ",
                "--sql SELECT --sql-version 2016 --topic x --payload y | '2016' is not a version of AWS IoT SQL",
                "--sql SELECT --topic x --payload y | --sql: line 1, column 7",
                "--template ../cloudformation/ingest.yaml --parameter Mod=x --topic x --payload y | [Mod] do not exist",
                "--template ../cloudformation/ingest.yaml --parameter RuleSql= --topic x --payload y | RuleSql",
                "--sql SELECT_1_AS_a --payload y | --topic",
                "--sql SELECT_1_AS_a --topic x | say what the payload is",
                "--sql SELECT_1_AS_a --topic x --payload y --payload-base64 eA== | say what the payload is",
                "--sql SELECT_1_AS_a --topic x --payload-base64 ? | is not base64",
                "--sql SELECT_1_AS_a --topic x --payload-file none | --payload-file none cannot be read (no such file or folder",
                "--sql SELECT_1_AS_a --topic x/# --payload y | is not a topic to publish to",
                "--sql SELECT_1_AS_a --topic x --payload y --qos 2 | AWS IoT Core takes 0 and 1",
                "--sql SELECT_1_AS_a --topic x --payload y --user-property a | write NAME=VALUE"
            })
    void exits2AndSaysWhatToDoOnWrongUsage(String arguments, String problem) {
        // When
        int code =
                run(
                        Arrays.stream(arguments.split(" ", -1))
                                .map(argument -> argument.replace('_', ' '))
                                .toArray(String[]::new));

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains(problem).doesNotContain("\tat ");
    }

    private Path template(String sql, String firehose) throws IOException {
        return Files.writeString(
                folder.resolve("template.yaml"),
                """
                Resources:
                  Rule:
                    Type: AWS::IoT::TopicRule
                    Properties: {RuleName: r, TopicRulePayload: {%s, Actions: [{Firehose: %s}]}}
                """
                        .formatted(sql, firehose));
    }

    private static String[] with(String[] arguments, String... more) {
        return Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new);
    }

    private int run(String... arguments) {
        CommandLine command =
                CommandRunner.prepare(new CommandLine(new RuleTestCommand(standardInput)));
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    private JsonNode json(String... arguments) {
        assertThat(run(with(arguments, "--json"))).as(err.toString()).isZero();
        try {
            return new ObjectMapper().readTree(out.toString());
        } catch (IOException e) {
            throw new AssertionError(out.toString(), e);
        }
    }
}
