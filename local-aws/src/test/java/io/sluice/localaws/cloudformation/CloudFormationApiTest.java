/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.protocol.AwsFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudFormationApiTest {

    private static final String ROLE = "arn:aws:iam::000000000000:role/r";
    private static final String STREAM_AND_RULE =
            """
            Description: a stream and its rule
            Parameters:
              Mode: {Type: String, Default: direct}
              Name: {Type: String, Default: readings}
              RuleName: {Type: String, Default: readings}
              Secret: {Type: String, Default: hush, NoEcho: true}
            Conditions:
              Direct: !Equals [!Ref Mode, direct]
            Resources:
              Bucket: {Type: 'AWS::S3::Bucket'}
              Queue: {Type: 'AWS::SQS::Queue'}
              Stream:
                Type: AWS::KinesisFirehose::DeliveryStream
                Properties:
                  DeliveryStreamName: !Ref Name
                  S3DestinationConfiguration: {BucketARN: !GetAtt Bucket.Arn, RoleARN: '%s'}
              Rule:
                Type: AWS::IoT::TopicRule
                Properties:
                  RuleName: !Ref RuleName
                  TopicRulePayload:
                    Sql: SELECT * FROM 'a/#'
                    RuleDisabled: !If [Direct, true, false]
                    Actions: [{Firehose: {DeliveryStreamName: !Ref Stream, RoleArn: '%s'}}]
            Outputs:
              StreamName:
                Description: where readings go
                Value: !Ref Stream
                Export: {Name: !Sub '${AWS::StackName}-stream'}
            """
                    .formatted(ROLE, ROLE);

    @TempDir private Path data;
    private StackFixture aws;

    @BeforeEach
    void open() throws IOException {
        aws = new StackFixture(data);
    }

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void makesAStackAndTellsOfIt() {
        ObjectNode request = aws.request("st", STREAM_AND_RULE, "Mode", "iot-rule");
        request.putArray("Tags").addObject().put("Key", "project").put("Value", "sluice");

        String status = aws.after("CreateStack", request);

        assertThat(status).isEqualTo("CREATE_COMPLETE");
        assertThat(aws.streams.names()).containsExactly("readings");
        assertThat(aws.rules.get("readings").disabled()).isFalse();
        JsonNode stack = aws.stack("st");
        assertThat(stack.path("StackId").asText())
                .matches("arn:aws:cloudformation:eu-central-1:000000000000:stack/st/[-0-9a-f]{36}");
        assertThat(stack.path("Description").asText()).isEqualTo("a stream and its rule");
        assertThat(stack.at("/Outputs/0/OutputValue").asText()).isEqualTo("readings");
        assertThat(stack.at("/Outputs/0/ExportName").asText()).isEqualTo("st-stream");
        assertThat(stack.at("/Tags/0/Value").asText()).isEqualTo("sluice");
        assertThat(stack.path("Parameters").toString())
                .contains("iot-rule")
                .contains("****")
                .doesNotContain("hush");
        assertThat(aws.events("st"))
                .startsWith("st CREATE_IN_PROGRESS", "Bucket CREATE_IN_PROGRESS")
                .endsWith("Rule CREATE_IN_PROGRESS", "Rule CREATE_COMPLETE", "st CREATE_COMPLETE");
        assertThat(aws.reason("st", "Queue", "CREATE_COMPLETE")).startsWith("inert: ");
        assertThat(aws.reason("st", "Stream", "CREATE_COMPLETE")).isEmpty();
        assertThat(
                        aws.api
                                .call("ListExports", aws.request("st", ""))
                                .at("/Exports/0/Value")
                                .asText())
                .isEqualTo("readings");
        assertThat(aws.api.call("GetTemplate", aws.request("st", "")).path("TemplateBody").asText())
                .isEqualTo(STREAM_AND_RULE);
    }

    @Test
    void switchesTheRuleByAnUpdateWithThePreviousTemplate() {
        aws.after("CreateStack", aws.request("st", STREAM_AND_RULE));
        ObjectNode update =
                aws.request("st", "", "Mode", "iot-rule").put("UsePreviousTemplate", "true");

        String status = aws.after("UpdateStack", update);

        assertThat(status).isEqualTo("UPDATE_COMPLETE");
        assertThat(aws.rules.get("readings").disabled()).isFalse();
        assertThat(aws.events("st"))
                .filteredOn(event -> event.contains("UPDATE"))
                .containsExactly(
                        "st UPDATE_IN_PROGRESS",
                        "Rule UPDATE_IN_PROGRESS",
                        "Rule UPDATE_COMPLETE",
                        "st UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
                        "st UPDATE_COMPLETE");
        assertThatThrownBy(() -> aws.api.call("UpdateStack", update))
                .isInstanceOf(AwsFailure.class)
                .hasMessage("No updates are to be performed.");
    }

    @Test
    void leavesARuleAloneThatTheUpdateDoesNotChange() {
        aws.after("CreateStack", aws.request("st", STREAM_AND_RULE));
        aws.rules.enable("readings");

        aws.after("UpdateStack", aws.request("st", STREAM_AND_RULE + "  More: {Value: x}\n"));

        assertThat(aws.rules.get("readings").disabled()).isFalse();
        assertThat(aws.stack("st").path("Outputs")).hasSize(2);
    }

    @Test
    void putsAnotherInThePlaceOfWhatCannotBeRenamed() {
        aws.after("CreateStack", aws.request("st", STREAM_AND_RULE));

        String status =
                aws.after("UpdateStack", aws.request("st", STREAM_AND_RULE, "Name", "other"));

        assertThat(status).isEqualTo("UPDATE_COMPLETE");
        assertThat(aws.streams.names()).containsExactly("other");
        assertThat(aws.stack("st").at("/Outputs/0/OutputValue").asText()).isEqualTo("other");
        assertThat(aws.rules.get("readings").payload().toString()).contains("\"other\"");
        assertThat(aws.events("st")).contains("Stream DELETE_COMPLETE");
    }

    @Test
    void rollsBackACreationThatFailsHalfWay() {
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("sql", "SELECT * FROM 'b'");
        payload.putArray("actions");
        aws.rules.create("readings", payload);

        String status = aws.after("CreateStack", aws.request("st", STREAM_AND_RULE));

        assertThat(status).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(aws.streams.names()).isEmpty();
        assertThat(aws.rules.get("readings").statement().sql()).isEqualTo("SELECT * FROM 'b'");
        assertThat(aws.reason("st", "Rule", "CREATE_FAILED"))
                .contains("Rule already exists: readings");
        assertThat(aws.events("st"))
                .containsSubsequence(
                        "Rule CREATE_FAILED",
                        "st ROLLBACK_IN_PROGRESS",
                        "Stream DELETE_COMPLETE",
                        "st ROLLBACK_COMPLETE");
        refused("UpdateStack", aws.request("st", STREAM_AND_RULE))
                .hasMessageContaining("is in ROLLBACK_COMPLETE state and can not be updated");
    }

    @Test
    void leavesAFailedCreationAsItIsOnRequestAndGoesOnWithAnUpdate() {
        aws.streams.create(
                (ObjectNode)
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("DeliveryStreamName", "readings")
                                .set(
                                        "S3DestinationConfiguration",
                                        JsonNodeFactory.instance
                                                .objectNode()
                                                .put("BucketARN", "arn:aws:s3:::lake")
                                                .put("RoleARN", ROLE)));

        String status =
                aws.after(
                        "CreateStack",
                        aws.request("st", STREAM_AND_RULE).put("DisableRollback", "true"));
        String mended =
                aws.after("UpdateStack", aws.request("st", STREAM_AND_RULE, "Name", "mine"));

        assertThat(status).isEqualTo("CREATE_FAILED");
        assertThat(aws.reason("st", "Stream", "CREATE_FAILED")).contains("already exists");
        assertThat(mended).isEqualTo("UPDATE_COMPLETE");
        assertThat(aws.streams.names()).containsExactly("mine", "readings");
    }

    @Test
    void removesAFailedCreationOnRequest() {
        aws.after("CreateStack", aws.request("first", STREAM_AND_RULE));

        String id =
                aws.api
                        .call(
                                "CreateStack",
                                aws.request("second", STREAM_AND_RULE).put("OnFailure", "DELETE"))
                        .path("StackId")
                        .asText();

        assertThat(aws.settled(id)).isEqualTo("DELETE_COMPLETE");
        refused("DescribeStacks", aws.request("second", ""))
                .hasMessage("Stack with id second does not exist");
    }

    @Test
    void rollsBackAnUpdateThatFailsHalfWay() {
        aws.after("CreateStack", aws.request("st", STREAM_AND_RULE));
        aws.after(
                "CreateStack",
                aws.request("other", STREAM_AND_RULE, "Name", "n", "RuleName", "taken"));

        String status =
                aws.after(
                        "UpdateStack",
                        aws.request("st", STREAM_AND_RULE, "Name", "moved", "RuleName", "taken"));

        assertThat(status).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(aws.streams.names()).containsExactly("n", "readings");
        assertThat(aws.rules.names()).containsExactly("readings", "taken");
        assertThat(aws.stack("st").at("/Outputs/0/OutputValue").asText()).isEqualTo("readings");
        assertThat(aws.stack("st").path("Parameters").toString()).doesNotContain("moved");
        assertThat(aws.after("UpdateStack", aws.request("st", STREAM_AND_RULE, "Mode", "iot-rule")))
                .isEqualTo("UPDATE_COMPLETE");
    }

    @Test
    void deletesAllButWhatIsToBeKept() throws IOException {
        String template =
                STREAM_AND_RULE.replace(
                        "{Type: 'AWS::S3::Bucket'}",
                        "{Type: 'AWS::S3::Bucket', DeletionPolicy: Retain}");
        aws.after("CreateStack", aws.request("st", template));
        String id = aws.stack("st").path("StackId").asText();

        aws.api.call("DeleteStack", aws.request("st", ""));

        assertThat(aws.settled(id)).isEqualTo("DELETE_COMPLETE");
        assertThat(aws.streams.names()).isEmpty();
        assertThat(aws.rules.names()).isEmpty();
        assertThat(aws.events(id)).contains("Bucket DELETE_SKIPPED", "Queue DELETE_COMPLETE");
        try (var buckets = Files.list(data.resolve("s3"))) {
            assertThat(buckets).hasSize(1);
        }
        aws.api.call("DeleteStack", aws.request("st", ""));
    }

    @Test
    void doesNotDeleteABucketThatHoldsObjects() throws IOException {
        aws.after(
                "CreateStack",
                aws.request(
                        "st",
                        "Resources: {B: {Type: 'AWS::S3::Bucket', Properties: {BucketName: lake}}}"));
        Files.writeString(data.resolve("s3/lake/object"), "x");

        aws.api.call("DeleteStack", aws.request("st", ""));
        String failed = aws.settled("st");
        Files.delete(data.resolve("s3/lake/object"));
        String id = aws.stack("st").path("StackId").asText();
        aws.api.call("DeleteStack", aws.request("st", ""));

        assertThat(failed).isEqualTo("DELETE_FAILED");
        assertThat(aws.settled(id)).isEqualTo("DELETE_COMPLETE");
        assertThat(aws.reason(id, "B", "DELETE_FAILED")).contains("not empty");
        assertThat(data.resolve("s3/lake")).doesNotExist();
    }

    @Test
    void preparesAChangeAndCarriesItOut() {
        aws.after("CreateStack", aws.request("st", STREAM_AND_RULE));
        ObjectNode request =
                aws.request("st", STREAM_AND_RULE, "Mode", "iot-rule", "Name", "other")
                        .put("ChangeSetName", "switch");

        String id = aws.api.call("CreateChangeSet", request).path("Id").asText();
        JsonNode described =
                aws.api.call("DescribeChangeSet", aws.request("", "").put("ChangeSetName", id));
        boolean untouched = aws.rules.get("readings").disabled();
        aws.api.call("ExecuteChangeSet", aws.request("st", "").put("ChangeSetName", "switch"));

        assertThat(described.path("Status").asText()).isEqualTo("CREATE_COMPLETE");
        assertThat(described.path("Changes"))
                .extracting(
                        change ->
                                change.at("/ResourceChange/Action").asText()
                                        + " "
                                        + change.at("/ResourceChange/LogicalResourceId").asText()
                                        + " "
                                        + change.at("/ResourceChange/Replacement").asText())
                .containsExactly("Modify Stream True", "Modify Rule False");
        assertThat(untouched).isTrue();
        assertThat(aws.settled("st")).isEqualTo("UPDATE_COMPLETE");
        assertThat(aws.rules.get("readings").disabled()).isFalse();
    }

    @Test
    void makesAStackByAChangeSet() {
        ObjectNode request =
                aws.request("st", STREAM_AND_RULE)
                        .put("ChangeSetName", "first")
                        .put("ChangeSetType", "CREATE");

        aws.api.call("CreateChangeSet", request);
        String before = aws.stack("st").path("StackStatus").asText();
        aws.api.call("ExecuteChangeSet", aws.request("st", "").put("ChangeSetName", "first"));

        assertThat(before).isEqualTo("REVIEW_IN_PROGRESS");
        assertThat(aws.settled("st")).isEqualTo("CREATE_COMPLETE");
        assertThat(
                        aws.api
                                .call("ListChangeSets", aws.request("st", ""))
                                .at("/Summaries/0/ExecutionStatus")
                                .asText())
                .isEqualTo("EXECUTE_COMPLETE");
    }

    @Test
    void saysOfAChangeSetThatThereIsNothingToChange() {
        aws.after("CreateStack", aws.request("st", STREAM_AND_RULE));

        aws.api.call(
                "CreateChangeSet", aws.request("st", STREAM_AND_RULE).put("ChangeSetName", "none"));
        ObjectNode same = aws.request("st", "").put("ChangeSetName", "none");
        JsonNode described = aws.api.call("DescribeChangeSet", same);

        assertThat(described.path("Status").asText()).isEqualTo("FAILED");
        assertThat(described.path("StatusReason").asText())
                .startsWith("The submitted information didn't contain changes.");
        refused("ExecuteChangeSet", same).hasMessageContaining("cannot be executed");
        aws.api.call("DeleteChangeSet", same);
        refused("DescribeChangeSet", same).hasMessage("ChangeSet [none] does not exist");
    }

    @Test
    void demandsCapabilitiesAsAwsDoes() {
        String role =
                "Resources: {R: {Type: 'AWS::IAM::Role', Properties: {AssumeRolePolicyDocument: {}}}}";
        String named = role.replace("{AssumeRole", "{RoleName: r, AssumeRole");
        ObjectNode half = aws.request("st", named);
        half.putArray("Capabilities").add("CAPABILITY_IAM");
        ObjectNode enough = aws.request("st", named);
        enough.putArray("Capabilities").add("CAPABILITY_NAMED_IAM");

        refused("CreateStack", aws.request("st", role))
                .hasMessage("Requires capabilities : [CAPABILITY_IAM]");
        refused("CreateStack", half).hasMessage("Requires capabilities : [CAPABILITY_NAMED_IAM]");
        assertThat(aws.after("CreateStack", enough)).isEqualTo("CREATE_COMPLETE");
        assertThat(
                        aws.api
                                .call("ValidateTemplate", aws.request("", role))
                                .at("/Capabilities/0")
                                .asText())
                .isEqualTo("CAPABILITY_IAM");
    }

    @Test
    void refusesABrokenTemplateByNameAndReason() {
        refused("CreateStack", aws.request("st", "Resources: {Q: {Type: 'AWS::SQS::Kew'}}"))
                .hasMessageContaining("AWS::SQS::Kew")
                .hasMessageContaining("Resources/Q");
        refused(
                        "CreateStack",
                        aws.request(
                                "st",
                                "Resources: {Q: {Type: 'AWS::ECS::Cluster', Properties: {Configuration: {Execute: 1}}}}"))
                .hasMessage(
                        "Resources/Q/Properties/Configuration: AWS::ECS::Cluster has no property"
                                + " 'Execute'");
        refused(
                        "CreateStack",
                        aws.request(
                                "st",
                                "Parameters: {P: {Type: String}}\nResources: {Q: {Type: 'AWS::SQS::Queue'}}"))
                .hasMessage("Parameters: [P] must have values");
        refused(
                        "ValidateTemplate",
                        aws.request(
                                "",
                                "Resources: {Q: {Type: 'AWS::SQS::Queue', Properties: {QueueName: !Ref X}}}"))
                .hasMessageContaining("Unresolved resource dependencies [X]");
        refused(
                        "ValidateTemplate",
                        aws.request(
                                "",
                                "Resources: {A: {Type: 'AWS::SQS::Queue', DependsOn: B}, B: {Type: 'AWS::SQS::Queue', DependsOn: A}}"))
                .hasMessage("Circular dependency between resources: [A, B]");
        assertThat(aws.api.call("ListStacks", aws.request("", "")).path("StackSummaries"))
                .isEmpty();
    }

    @Test
    void refusesWhatIsNotThereOrThereAlready() {
        aws.after("CreateStack", aws.request("st", STREAM_AND_RULE));

        refused("CreateStack", aws.request("st", STREAM_AND_RULE))
                .isInstanceOfSatisfying(
                        AwsFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo("AlreadyExistsException"));
        refused("UpdateStack", aws.request("no", STREAM_AND_RULE))
                .hasMessage("Stack with id no does not exist");
        refused("CreateStack", aws.request("a_b", STREAM_AND_RULE))
                .hasMessageContaining("stackName");
        refused("CreateStack", aws.request("x", "")).hasMessageContaining("Template Body");
        refused("CreateStack", aws.request("x", "#" + "x".repeat(51_200)))
                .hasMessageContaining("51200");
        refused("DetectStackDrift", aws.request("st", "")).hasMessageContaining("DetectStackDrift");
    }

    @Test
    void protectsFromDeletionOnRequest() {
        aws.after(
                "CreateStack",
                aws.request("st", STREAM_AND_RULE).put("EnableTerminationProtection", "true"));

        refused("DeleteStack", aws.request("st", "")).hasMessageContaining("TerminationProtection");
    }

    @Test
    void makesAStreamInertThatNothingDeliversFor() {
        String template =
                """
                Resources:
                  S:
                    Type: AWS::KinesisFirehose::DeliveryStream
                    Properties:
                      DeliveryStreamName: warehouse
                      RedshiftDestinationConfiguration:
                        RoleARN: arn:aws:iam::000000000000:role/r
                        ClusterJDBCURL: jdbc:redshift://x:5439/dev
                        CopyCommand: {DataTableName: t}
                        S3Configuration: {BucketARN: 'arn:aws:s3:::lake', RoleARN: 'arn:aws:iam::000000000000:role/r'}
                """;

        aws.after("CreateStack", aws.request("st", template));

        assertThat(aws.reason("st", "S", "CREATE_COMPLETE"))
                .isEqualTo(
                        "inert: local AWS does not deliver to Redshift, and puts into this stream"
                                + " find no stream");
        assertThat(aws.streams.names()).isEmpty();
    }

    @Test
    void findsItsStacksAgainAfterARestart() throws IOException {
        aws.after("CreateStack", aws.request("st", STREAM_AND_RULE));
        String id = aws.stack("st").path("StackId").asText();
        int events = aws.events("st").size();
        aws.close();

        aws = new StackFixture(data);

        assertThat(aws.stack("st").path("StackId").asText()).isEqualTo(id);
        assertThat(aws.events("st")).hasSize(events);
        assertThat(aws.after("UpdateStack", aws.request("st", STREAM_AND_RULE, "Mode", "iot-rule")))
                .isEqualTo("UPDATE_COMPLETE");
        assertThat(aws.rules.get("readings").disabled()).isFalse();
    }

    @Test
    void takesUpWhatWasCutShort() throws IOException {
        aws.after("CreateStack", aws.request("made", STREAM_AND_RULE));
        aws.after(
                "CreateStack",
                aws.request("changed", STREAM_AND_RULE, "Name", "c", "RuleName", "c"));
        aws.close();
        cutShort("made", "CREATE_COMPLETE", "CREATE_IN_PROGRESS");
        cutShort("changed", "CREATE_COMPLETE", "DELETE_IN_PROGRESS");

        aws = new StackFixture(data);

        assertThat(aws.settled("made")).isEqualTo("ROLLBACK_COMPLETE");
        org.awaitility.Awaitility.await().until(() -> aws.streams.names().isEmpty());
        org.awaitility.Awaitility.await().until(() -> aws.rules.names().isEmpty());
    }

    private void cutShort(String stack, String from, String to) throws IOException {
        try (var files = Files.list(data.resolve("cloudformation"))) {
            Path file =
                    files.filter(one -> one.getFileName().toString().startsWith(stack + "-"))
                            .findFirst()
                            .orElseThrow();
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replace(
                                    "\"description\":\"a stream and its rule\",\"status\":\""
                                            + from,
                                    "\"description\":\"a stream and its rule\",\"status\":\""
                                            + to));
        }
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(
            String operation, ObjectNode request) {
        return assertThatThrownBy(() -> aws.api.call(operation, request))
                .isInstanceOf(AwsFailure.class);
    }
}
