/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localaws.fault.Faults;
import io.sluice.localaws.firehose.Account;
import io.sluice.localaws.firehose.DeliveryStreams;
import io.sluice.localaws.iot.rule.RuleAction;
import io.sluice.localaws.iot.rule.TopicRule;
import io.sluice.localaws.iot.rule.TopicRules;
import io.sluice.localaws.s3.BucketFolders;
import io.sluice.templates.TemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployTest {

    private static final Path INGEST = Path.of("..", "cloudformation", "ingest.yaml");
    private static final String ROLE = "arn:aws:iam::000000000000:role/r";

    @TempDir private Path data;
    private DeliveryStreams streams;
    private TopicRules rules;
    private CloudFormation deployer;

    @BeforeEach
    void open() throws IOException {
        BucketFolders buckets = new BucketFolders(data.resolve("s3"), data.resolve("partial"));
        streams =
                new DeliveryStreams(
                        new Account("000000000000", "eu-central-1"),
                        data.resolve("firehose"),
                        buckets,
                        new Faults(1),
                        Duration.ZERO,
                        Clock.systemUTC());
        rules =
                new TopicRules(
                        "arn:aws:iot:eu-central-1:000000000000:rule/",
                        data.resolve("rules"),
                        Clock.systemUTC());
        deployer =
                new CloudFormation(
                        data.resolve("cloudformation"),
                        streams,
                        buckets,
                        rules,
                        "eu-central-1",
                        "000000000000",
                        Clock.systemUTC());
    }

    @AfterEach
    void close() {
        deployer.close();
        streams.close();
    }

    @Test
    void deploysTheTemplateOfTheProject() {
        Stack stack = deployer.deploy("sluice", INGEST, Map.of());

        assertThat(stack.outputs())
                .containsEntry("StreamName", "sluice-telemetry")
                .containsEntry(
                        "StreamArn",
                        "arn:aws:firehose:eu-central-1:000000000000:deliverystream/sluice-telemetry")
                .containsEntry("Region", "eu-central-1")
                .containsKeys("BucketName", "GatewayPolicyArn");
        assertThat(streams.names()).containsExactly("sluice-telemetry");
        assertThat(data.resolve("s3").resolve(stack.outputs().get("BucketName")))
                .isEmptyDirectory();
        JsonNode s3 = s3("sluice-telemetry");
        assertThat(s3.at("/BufferingHints/SizeInMBs").asInt()).isEqualTo(5);
        assertThat(s3.at("/BufferingHints/IntervalInSeconds").asInt()).isEqualTo(60);
        assertThat(s3.path("Prefix").asText()).isEqualTo("telemetry/!{timestamp:yyyy/MM/dd/HH}/");
    }

    @Test
    void takesParametersOfTheTemplateOfTheProject() {
        Stack stack =
                deployer.deploy(
                        "other",
                        INGEST,
                        Map.of(
                                "StreamName", "mine",
                                "BucketName", "my-lake",
                                "BufferIntervalSeconds", "0",
                                "ExpireAfterDays", "30",
                                "Prefix", "",
                                "Compression", "GZIP"));

        assertThat(stack.outputs()).containsEntry("BucketName", "my-lake");
        assertThat(s3("mine").path("CompressionFormat").asText()).isEqualTo("GZIP");
    }

    @Test
    void deploysATopicRule() throws IOException {
        Stack stack = deployer.deploy("sluice", ruleTemplate("SELECT * FROM 'a/#'"), Map.of());

        TopicRule rule = rules.get("readings");
        assertThat(stack.outputs())
                .containsEntry("Name", "readings")
                .containsEntry("Arn", "arn:aws:iot:eu-central-1:000000000000:rule/readings");
        assertThat(rule.statement().version().id()).isEqualTo("2016-03-23");
        assertThat(rule.disabled()).isTrue();
        assertThat(rule.actions())
                .singleElement()
                .isInstanceOfSatisfying(
                        RuleAction.Firehose.class,
                        firehose -> {
                            assertThat(firehose.separator()).isEqualTo("\n");
                            assertThat(firehose.batchMode()).isTrue();
                            assertThat(firehose.resource().text()).isEqualTo("s");
                        });
        assertThat(rule.errorAction()).isInstanceOf(RuleAction.S3.class);
        assertThat(stack.resources()).noneMatch(Stack.Resource::inert);
    }

    @Test
    void leavesARuleAloneWhoseTemplateHasNotChanged() throws IOException {
        // Given
        deployer.deploy("sluice", ruleTemplate("SELECT * FROM 'a/#'"), Map.of());
        rules.enable("readings");

        // When
        deployer.deploy("sluice", ruleTemplate("SELECT * FROM 'a/#'"), Map.of());
        boolean enabled = !rules.get("readings").disabled();
        deployer.deploy("sluice", ruleTemplate("SELECT * FROM 'b/#'"), Map.of());

        // Then
        assertThat(enabled).isTrue();
        assertThat(rules.get("readings").disabled()).isTrue();
        assertThat(rules.get("readings").statement().sql()).isEqualTo("SELECT * FROM 'b/#'");
    }

    @Test
    void saysWhatIsWrongWithATopicRule() {
        assertThatThrownBy(
                        () ->
                                deployer.deploy(
                                        "sluice", ruleTemplate("SELECT FROM 'a/#'"), Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("Resources/Rule (AWS::IoT::TopicRule): line 1, column");
        assertThat(rules.names()).isEmpty();
    }

    private Path ruleTemplate(String sql) throws IOException {
        return Files.writeString(
                data.resolve("rule.yaml"),
                """
                Parameters:
                  Mode: {Type: String, Default: direct}
                Conditions:
                  Direct: !Equals [!Ref Mode, direct]
                Resources:
                  Rule:
                    Type: AWS::IoT::TopicRule
                    Properties:
                      RuleName: readings
                      TopicRulePayload:
                        Sql: "%s"
                        AwsIotSqlVersion: '2016-03-23'
                        RuleDisabled: !If [Direct, true, false]
                        Actions:
                          - Firehose:
                              DeliveryStreamName: s
                              RoleArn: arn:aws:iam::000000000000:role/r
                              Separator: "\\n"
                              BatchMode: 'true'
                        ErrorAction:
                          S3:
                            BucketName: lake
                            Key: !Sub 'errors/${!topic()}/${!newuuid()}'
                            RoleArn: arn:aws:iam::000000000000:role/r
                Outputs:
                  Name: {Value: !Ref Rule}
                  Arn: {Value: !GetAtt Rule.Arn}
                """
                        .formatted(sql));
    }

    @Test
    void landsOnTheSameNamesWhenDeployedAgain() {
        Stack first = deployer.deploy("sluice", INGEST, Map.of());
        Stack second = deployer.deploy("sluice", INGEST, Map.of("BufferIntervalSeconds", "10"));

        assertThat(second).isEqualTo(first);
        assertThat(streams.describe("sluice-telemetry").path("VersionId").asText()).isEqualTo("2");
    }

    @Test
    void tellsAllWrongParametersAtOnce() {
        assertThatThrownBy(
                        () ->
                                deployer.deploy(
                                        "sluice",
                                        INGEST,
                                        Map.of(
                                                "BufferSizeMiB", "129",
                                                "BufferIntervalSeconds", "soon",
                                                "Compression", "ZIP",
                                                "StreamName", "a b",
                                                "Strem", "x")))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("Parameters: [Strem] do not exist in the template")
                .hasMessageContaining("'BufferSizeMiB' must be a number not greater than 128")
                .hasMessageContaining("'BufferIntervalSeconds' must be a number")
                .hasMessageContaining("'Compression' must be one of [UNCOMPRESSED, GZIP]")
                .hasMessageContaining("'StreamName' must match pattern");
        assertThat(streams.names()).isEmpty();
    }

    @Test
    void deploysJsonAsWell() throws IOException {
        Path json = data.resolve("t.json");
        Files.writeString(
                json,
                """
                {"Resources": {"S": {"Type": "AWS::KinesisFirehose::DeliveryStream", "Properties": {
                  "S3DestinationConfiguration": {
                    "BucketARN": {"Fn::Join": [":", ["arn", {"Ref": "AWS::Partition"}, "s3", "", "", "lake"]]},
                    "RoleARN": "%s"}}}},
                 "Outputs": {"Arn": {"Value": {"Fn::GetAtt": ["S", "Arn"]}}}}
                """
                        .formatted(ROLE));

        Stack stack = deployer.deploy("st", json, Map.of());

        assertThat(stack.outputs().get("Arn"))
                .matches(
                        "arn:aws:firehose:eu-central-1:000000000000:deliverystream/st-S-[0-9A-F]{12}");
    }

    @Test
    void evaluatesTheFunctions() {
        Stack stack =
                deploy(
                        """
                        Parameters:
                          Names: {Type: CommaDelimitedList, Default: 'a, b,c'}
                          Stage: {Type: String, Default: prod}
                        Mappings:
                          Sizes: {prod: {Days: 7}}
                        Conditions:
                          IsProd: !Equals [!Ref Stage, prod]
                          Not: !Not [!Condition IsProd]
                          Both: !And [!Condition IsProd, !Not [!Condition Not]]
                          Either: !Or [!Condition Not, !Condition IsProd]
                        Resources:
                          B: {Type: 'AWS::S3::Bucket', Properties: {BucketName: lake}}
                          Never: {Type: 'AWS::S3::Bucket', Condition: Not}
                        Outputs:
                          Select: {Value: !Select [1, !Ref Names]}
                          Split: {Value: !Select [2, !Split ['-', 'x-y-z']]}
                          Join: {Value: !Join ['+', !Ref Names]}
                          Map: {Value: !FindInMap [Sizes, !Ref Stage, Days]}
                          If: {Value: !If [Both, !If [Either, 'yes', 'no'], 'no']}
                          Sub: {Value: !Sub ['${B}/${!B}/${X}/${B.Arn}/${AWS::Region}', {X: !Ref Stage}]}
                          Base64: {Value: !Base64 'hi'}
                          Hidden: {Condition: Not, Value: x}
                        """);

        assertThat(stack.outputs())
                .containsExactly(
                        Map.entry("Select", "b"),
                        Map.entry("Split", "z"),
                        Map.entry("Join", "a+b+c"),
                        Map.entry("Map", "7"),
                        Map.entry("If", "yes"),
                        Map.entry("Sub", "lake/${B}/prod/arn:aws:s3:::lake/eu-central-1"),
                        Map.entry("Base64", "aGk="));
        assertThat(stack.resources()).extracting(Stack.Resource::logicalId).containsExactly("B");
    }

    @Test
    void createsInTheOrderOfDependencies() {
        Stack stack =
                deploy(
                        """
                        Resources:
                          Policy:
                            Type: AWS::S3::BucketPolicy
                            Properties: {Bucket: !Ref Bucket, PolicyDocument: {Version: 2012-10-17}}
                          Bucket: {Type: 'AWS::S3::Bucket', DependsOn: Group}
                          Group: {Type: 'AWS::Logs::LogGroup'}
                        """);

        assertThat(stack.resources())
                .extracting(Stack.Resource::logicalId)
                .containsExactly("Group", "Bucket", "Policy");
    }

    @Test
    void refusesWhatItCannotDoByTheNameOfTheResource() {
        refused("Resources: {Q: {Type: 'AWS::SQS::Que'}}")
                .hasMessageContaining("Resources/Q")
                .hasMessageContaining("AWS::SQS::Que");
        refused("Resources: {B: {Type: 'AWS::S3::Bucket', Properties: {BucketNam: x}}}")
                .hasMessageContaining("Resources/B")
                .hasMessageContaining("BucketNam");
        refused("Resources: {P: {Type: 'AWS::S3::BucketPolicy', Properties: {Bucket: x}}}")
                .hasMessageContaining("needs the property 'PolicyDocument'");
        refused(
                        """
                        Resources:
                          S:
                            Type: AWS::KinesisFirehose::DeliveryStream
                            Properties:
                              SplunkDestinationConfiguration: {HECEndpont: x}
                        """)
                .hasMessageContaining("Resources/S")
                .hasMessageContaining("SplunkDestinationConfiguration")
                .hasMessageContaining("no property 'HECEndpont'");
        refused(
                        """
                        Resources:
                          S:
                            Type: AWS::KinesisFirehose::DeliveryStream
                            Properties:
                              S3DestinationConfiguration: {BucketARN: 'arn:aws:s3:::lake', RoleARN: '%s', Prefx: a}
                        """
                                .formatted(ROLE))
                .hasMessageContaining("S3DestinationConfiguration")
                .hasMessageContaining("no property 'Prefx'");
        refused("Transform: AWS::Serverless-2016-10-31\nResources: {}")
                .hasMessageContaining("Transform");
        refused("Resources: {B: {Type: 'AWS::S3::Bucket', Properties: {Tags: !GetAZs ''}}}")
                .hasMessageContaining("Resources/B/Properties/Tags")
                .hasMessageContaining("Fn::GetAZs");
    }

    @Test
    void refusesNamesThatDoNotExistAndCircles() {
        refused("Resources: {B: {Type: 'AWS::S3::Bucket', Properties: {BucketName: !Ref X}}}")
                .hasMessageContaining("Unresolved resource dependencies [X]");
        refused("Resources: {B: {Type: 'AWS::S3::Bucket', DependsOn: [X]}}")
                .hasMessageContaining("Unresolved resource dependencies [X]");
        refused(
                        """
                        Resources:
                          A: {Type: 'AWS::S3::Bucket', Properties: {BucketName: !Ref B}}
                          B: {Type: 'AWS::S3::Bucket', DependsOn: A}
                        """)
                .hasMessage("Circular dependency between resources: [A, B]");
        refused(
                        """
                        Conditions: {A: !Condition B, B: !Not [!Condition A]}
                        Resources: {X: {Type: 'AWS::S3::Bucket', Condition: A}}
                        """)
                .hasMessageContaining("depends on itself");
        refused(
                        """
                        Conditions: {Never: !Equals [a, b]}
                        Resources:
                          A: {Type: 'AWS::S3::Bucket', Condition: Never}
                          B: {Type: 'AWS::S3::Bucket', Properties: {BucketName: !Ref A}}
                        """)
                .hasMessageContaining("A is not created, since its condition is false");
    }

    @Test
    void namesTheLineOfWhatCannotBeRead() {
        refused("Resources:\n  A: [\n").hasMessageContaining("line 3");
        refused("Resources:\n  A: {Type: x}\n  A: {Type: y}\n")
                .hasMessageContaining("line 3")
                .hasMessageContaining("'A' is there twice");
        refused("").hasMessageContaining("not a mapping");
        refused(
                        """
                        Parameters: {P: {Type: String, Default: x, AllowedPattern: '['}}
                        Resources: {B: {Type: 'AWS::S3::Bucket'}}
                        """)
                .hasMessageContaining("Parameters/P/AllowedPattern");
        refused("Resources: {B: {Type: 'AWS::S3::Bucket', Properties: !Ref AWS::Region}}")
                .hasMessageContaining("Resources/B/Properties: is not a mapping");
    }

    private JsonNode s3(String stream) {
        return streams.describe(stream).at("/Destinations/0/ExtendedS3DestinationDescription");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(String template) {
        return assertThatThrownBy(() -> deploy(template)).isInstanceOf(TemplateException.class);
    }

    private Stack deploy(String template) {
        try {
            return deployer.deploy(
                    "st", Files.writeString(data.resolve("t.yaml"), template), Map.of());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
