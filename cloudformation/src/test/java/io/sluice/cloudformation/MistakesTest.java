/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Mistakes that the linter lets through, each made on purpose. */
class MistakesTest {

    private static final String STREAM_HEAD =
            """
            ExtendedS3DestinationConfiguration:
              BufferingHints: {SizeInMBs: 128, IntervalInSeconds: 60}
            """;

    @Test
    void findsThatAStreamHasNoDestinationOrTwo() {
        assertThat(streamProblems("DeliveryStreamType: DirectPut\n"))
                .containsExactly("a stream has exactly one destination, not []");
        assertThat(
                        streamProblems(
                                """
                                ExtendedS3DestinationConfiguration: {}
                                SplunkDestinationConfiguration: {}
                                """))
                .singleElement()
                .asString()
                .contains("exactly one");
    }

    @Test
    void findsABufferThatIsTooLargeForItsDestination() {
        assertThat(streamProblems(httpEndpoint("Mine", 100)))
                .singleElement()
                .asString()
                .contains("100 MiB");
        assertThat(streamProblems(httpEndpoint("Datadog", 5)))
                .singleElement()
                .asString()
                .contains("5 MiB");
        assertThat(streamProblems(httpEndpoint("Datadog", 4))).isEmpty();
    }

    @Test
    void findsThatParquetIsCompressedAgainOrBufferedTooLittle() {
        assertThat(
                        streamProblems(
                                """
                                ExtendedS3DestinationConfiguration:
                                  BufferingHints: {SizeInMBs: 1, IntervalInSeconds: 60}
                                  CompressionFormat: GZIP
                                  DataFormatConversionConfiguration: {Enabled: true}
                                """))
                .hasSize(2);
    }

    @Test
    void findsPartitionsWithoutKeys() {
        assertThat(
                        streamProblems(
                                STREAM_HEAD
                                        + """
                                          Prefix: a/
                                          DynamicPartitioningConfiguration: {Enabled: true}
                                        """))
                .hasSize(2)
                .first()
                .asString()
                .contains("keys");
    }

    @Test
    void findsTheErrorsTypeInTheWrongPrefixOrInNone() {
        assertThat(
                        streamProblems(
                                STREAM_HEAD
                                        + """
                                          Prefix: '!{firehose:error-output-type}/'
                                          ErrorOutputPrefix: '!{firehose:error-output-type}/'
                                        """))
                .singleElement()
                .asString()
                .contains("not for the Prefix");
        assertThat(streamProblems(STREAM_HEAD + "  Prefix: '!{timestamp:yyyy}/'\n"))
                .singleElement()
                .asString()
                .contains("is missing");
    }

    @Test
    void findsADelimiterThatIsANewlineItself() {
        String delimiter =
                STREAM_HEAD
                        + """
                          ProcessingConfiguration:
                            Processors:
                              - Type: AppendDelimiterToRecord
                                Parameters:
                                  - {ParameterName: Delimiter, ParameterValue: %s}
                        """;

        assertThat(streamProblems(delimiter.formatted("\"\\n\""))).hasSize(1);
        assertThat(streamProblems(delimiter.formatted("'\\n'"))).isEmpty();
    }

    @Test
    void findsSqlThatDoesNotParse() {
        assertThat(ruleProblems(rule().put("Sql", "SELEKT * FROM 'a'")))
                .singleElement()
                .asString()
                .contains("SQL");
    }

    @Test
    void findsAnSqlVersionThatLostItsQuotesOrIsNotThere() {
        ObjectNode unquoted = rule();
        unquoted.set(
                "AwsIotSqlVersion",
                TemplateFile.of("t", "Version: 2016-03-23").root().get("Version"));
        ObjectNode without = rule();
        without.remove("AwsIotSqlVersion");

        assertThat(ruleProblems(unquoted)).hasSize(1);
        assertThat(ruleProblems(without)).hasSize(1);
    }

    @Test
    void findsARuleWithoutAnErrorActionAndASeparatorOfTwoCharacters() {
        ObjectNode rule = rule();
        rule.remove("ErrorAction");
        ((ObjectNode) rule.at("/Actions/0/Firehose")).put("Separator", "\\n");

        assertThat(ruleProblems(rule)).hasSize(2);
    }

    @Test
    void findsThatARoleLacksAPermission() {
        TemplateFile ingest = TemplateFile.named("ingest.yaml");
        TemplateFile narrower =
                TemplateFile.of(
                        "ingest.yaml",
                        ingest.text().replace("                  - s3:PutObject\n", ""));

        List<String> problems =
                AccessRules.problems(Resolver.resolve(narrower, Shapes.of(ingest).get(0)));

        assertThat(problems).anyMatch(problem -> problem.contains("s3:PutObject"));
    }

    @Test
    void findsAReferenceToNothing() {
        TemplateFile template =
                TemplateFile.of(
                        "t",
                        """
                        Resources:
                          Bucket:
                            Type: AWS::S3::Bucket
                            Properties: {BucketName: !Ref Nothing}
                        """);

        assertThatThrownBy(() -> Resolver.resolve(template, Map.of()))
                .hasMessageContaining("there is no Nothing");
    }

    @Test
    void asksForTheAddressOfACustomEndpoint() {
        TemplateFile template = TemplateFile.named("destinations/http-endpoint.yaml");
        Map<String, String> shape = new HashMap<>(Shapes.of(template).get(0));
        shape.put("Provider", "custom");
        shape.put("EndpointUrl", "https://endpoint.invalid/");

        assertThatThrownBy(() -> Resolver.resolve(template, shape))
                .hasMessageContaining("EndpointUrl has to be said");
    }

    private static String httpEndpoint(String name, int size) {
        return """
        HttpEndpointDestinationConfiguration:
          EndpointConfiguration: {Name: %s}
          BufferingHints: {SizeInMBs: %d, IntervalInSeconds: 60}
          S3Configuration:
            BufferingHints: {SizeInMBs: 5, IntervalInSeconds: 300}
        """
                .formatted(name, size);
    }

    private static List<String> streamProblems(String yaml) {
        return DeliveryStreamRules.problems(TemplateFile.of("stream", yaml).root());
    }

    private static ObjectNode rule() {
        return TemplateFile.of(
                        "rule",
                        """
                        AwsIotSqlVersion: '2016-03-23'
                        Sql: SELECT * FROM 'a/+'
                        Actions:
                          - Firehose: {Separator: "\\n"}
                        ErrorAction: {Republish: {Topic: errors}}
                        """)
                .root();
    }

    private static List<String> ruleProblems(JsonNode payload) {
        return TopicRuleRules.problems(payload);
    }
}
