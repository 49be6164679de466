/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stacks by the AWS CLI, as a user of the templates does it, where the CLI is installed. */
class CloudFormationCliIT {

    private static final Path TEMPLATES = Path.of("..", "cloudformation");

    @TempDir private Path data;
    private LocalAws aws;

    @BeforeEach
    void start() {
        assumeThat(run("aws", "--version").status)
                .as("SKIPPED: the AWS CLI is not installed, so nothing was tested against it")
                .isZero();
        aws = LocalAws.start(LocalAwsOptions.builder().data(data).build());
    }

    @AfterEach
    void stop() {
        if (aws != null) {
            aws.close();
        }
    }

    @Test
    void deploysTheIngestStackSwitchesItAndTakesItDown() throws IOException {
        // Given
        String template = "file://" + TEMPLATES.resolve("ingest.yaml");

        // When
        String refused =
                failed("create-stack", "--stack-name", "my-stack", "--template-body", template);
        done(
                "create-stack",
                "--stack-name",
                "my-stack",
                "--template-body",
                template,
                "--capabilities",
                "CAPABILITY_IAM",
                "--tags",
                "Key=project,Value=sluice",
                "--parameters",
                "ParameterKey=BufferIntervalSeconds,ParameterValue=0");
        done("wait", "stack-create-complete", "--stack-name", "my-stack");
        final String described = done("describe-stacks", "--stack-name", "my-stack");
        boolean disabled = aws.iotRules().get("sluice_telemetry").disabled();
        done(
                "update-stack",
                "--stack-name",
                "my-stack",
                "--use-previous-template",
                "--capabilities",
                "CAPABILITY_IAM",
                "--parameters",
                "ParameterKey=Mode,ParameterValue=iot-rule",
                "ParameterKey=BufferIntervalSeconds,UsePreviousValue=true");
        done("wait", "stack-update-complete", "--stack-name", "my-stack");
        boolean enabled = !aws.iotRules().get("sluice_telemetry").disabled();
        String events = done("describe-stack-events", "--stack-name", "my-stack");
        String resources = done("list-stack-resources", "--stack-name", "my-stack");
        done("delete-stack", "--stack-name", "my-stack");
        done("wait", "stack-delete-complete", "--stack-name", "my-stack");

        // Then
        assertThat(refused)
                .contains("(InsufficientCapabilitiesException)")
                .contains("Requires capabilities : [CAPABILITY_IAM]");
        assertThat(described)
                .contains("\"StackStatus\": \"CREATE_COMPLETE\"")
                .contains("\"OutputValue\": \"sluice-telemetry\"");
        assertThat(disabled).isTrue();
        assertThat(enabled).isTrue();
        assertThat(events).contains("inert: ").contains("UPDATE_COMPLETE");
        assertThat(resources).contains("AWS::IoT::TopicRule");
        assertThat(aws.streamNames()).isEmpty();
        assertThat(aws.iotRules().names()).isEmpty();
        assertThat(failed("describe-stacks", "--stack-name", "my-stack"))
                .contains("Stack with id my-stack does not exist");
    }

    @Test
    void deploysWithChangeSets() {
        // Given
        String template = TEMPLATES.resolve("ingest.yaml").toString();

        // When
        deploy("sluice", template, "Mode=iot-rule", "StreamName=mine");
        String again = deploy("sluice", template);
        deploy("sluice", template, "Mode=direct");

        // Then
        assertThat(aws.streamNames()).containsExactly("mine");
        assertThat(again).contains("No changes to deploy");
        assertThat(aws.iotRules().get("sluice_telemetry").disabled()).isTrue();
    }

    @Test
    void refusesABrokenTemplateWithNameAndReason() throws IOException {
        Path broken = data.resolve("broken.yaml");
        Files.writeString(
                broken, "Resources: {Q: {Type: 'AWS::SQS::Queue', Properties: {Nam: x}}}");

        String answer =
                failed("create-stack", "--stack-name", "st", "--template-body", "file://" + broken);

        assertThat(answer)
                .contains("(ValidationError)")
                .contains("Resources/Q/Properties: AWS::SQS::Queue has no property 'Nam'");
    }

    @Test
    void validatesATemplate() {
        String template = "file://" + TEMPLATES.resolve("ingest.yaml");

        assertThat(done("validate-template", "--template-body", template))
                .contains("\"ParameterKey\": \"StreamName\"")
                .contains("CAPABILITY_IAM");
    }

    private String deploy(String stack, String template, String... parameters) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "deploy",
                                "--no-fail-on-empty-changeset",
                                "--stack-name",
                                stack,
                                "--template-file",
                                template,
                                "--capabilities",
                                "CAPABILITY_IAM",
                                "--tags",
                                "project=sluice"));
        if (parameters.length > 0) {
            arguments.add("--parameter-overrides");
            arguments.addAll(List.of(parameters));
        }
        return done(arguments.toArray(String[]::new));
    }

    private String done(String... arguments) {
        Answer answer = cli(arguments);
        assertThat(answer.status).as(answer.output).isZero();
        return answer.output;
    }

    private String failed(String... arguments) {
        Answer answer = cli(arguments);
        assertThat(answer.status).as(answer.output).isNotZero();
        return answer.output;
    }

    private Answer cli(String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "aws",
                                "--endpoint-url",
                                aws.endpoint().toString(),
                                "cloudformation"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private record Answer(int status, String output) {}

    private static Answer run(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AWS_ACCESS_KEY_ID", "key");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "secret");
        builder.environment().put("AWS_DEFAULT_REGION", "eu-central-1");
        builder.environment().put("AWS_PAGER", "");
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Answer(process.waitFor(), output);
        } catch (IOException e) {
            return new Answer(-1, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(-1, e.toString());
        }
    }
}
