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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that others wrote: the AWS CLI and boto3, where they are installed. */
class ForeignClientsIT {

    @TempDir private Path data;
    @TempDir private Path scratch;
    private LocalAws aws;

    @BeforeEach
    void start() {
        aws = LocalAws.start(LocalAwsOptions.builder().data(data).build());
        aws.createStream("mystream", "lake");
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void takesARecordFromTheAwsCli() throws Exception {
        Answer version = run("aws", "--version");
        assumeThat(version.status)
                .as("SKIPPED: the AWS CLI is not installed, so nothing was tested against it")
                .isZero();
        // version 1 encodes what is given, version 2 wants it encoded
        String one = version.output.contains("aws-cli/1.") ? "1" : "MQ==";

        Answer put =
                cli(
                        "put-record",
                        "--delivery-stream-name",
                        "mystream",
                        "--record",
                        "{\"Data\":\"" + one + "\"}");
        Answer missing =
                cli(
                        "put-record",
                        "--delivery-stream-name",
                        "nope",
                        "--record",
                        "{\"Data\":\"" + one + "\"}");
        Answer described = cli("describe-delivery-stream", "--delivery-stream-name", "mystream");
        aws.flush();

        assertThat(put.status).as(put.output).isZero();
        assertThat(put.output).contains("RecordId").contains("\"Encrypted\": false");
        assertThat(missing.status).isNotZero();
        assertThat(missing.output)
                .contains("(ResourceNotFoundException)")
                .contains("Firehose nope under account 000000000000 not found.");
        assertThat(described.output).contains("\"DeliveryStreamStatus\": \"ACTIVE\"");
        assertThat(onlyObject()).hasContent("1");
    }

    @Test
    void servesBoto3() throws Exception {
        assumeThat(run("python3", "-c", "import boto3").status)
                .as("SKIPPED: boto3 is not installed, so nothing was tested against it")
                .isZero();
        Path script = scratch.resolve("client.py");
        Files.writeString(
                script,
                """
                import sys, boto3, botocore
                f = boto3.client("firehose", endpoint_url=sys.argv[1])
                f.create_delivery_stream(
                    DeliveryStreamName="python",
                    ExtendedS3DestinationConfiguration={
                        "BucketARN": "arn:aws:s3:::py-lake",
                        "RoleARN": "arn:aws:iam::000000000000:role/r",
                        "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 60}})
                assert "python" in f.list_delivery_streams()["DeliveryStreamNames"]
                d = f.describe_delivery_stream(DeliveryStreamName="python")["DeliveryStreamDescription"]
                assert d["DeliveryStreamStatus"] == "ACTIVE" and d["CreateTimestamp"].year >= 2024
                r = f.put_record_batch(DeliveryStreamName="python", Records=[{"Data": b"a\\n"}, {"Data": b"\\x00b"}])
                assert r["FailedPutCount"] == 0 and len(r["RequestResponses"]) == 2
                try:
                    f.put_record_batch(DeliveryStreamName="python", Records=[{"Data": b"c"}, {"Data": b"x" * 1024001}])
                    raise SystemExit("a record too large was accepted")
                except botocore.exceptions.ClientError as e:
                    assert e.response["Error"]["Code"] == "ValidationException", e
                    assert e.response["ResponseMetadata"]["RequestId"]
                f.delete_delivery_stream(DeliveryStreamName="python")
                try:
                    f.put_record(DeliveryStreamName="python", Record={"Data": b"d"})
                    raise SystemExit("a deleted stream took a record")
                except f.exceptions.ResourceNotFoundException:
                    pass
                """);

        Answer answer = run("python3", script.toString(), aws.endpoint().toString());

        assertThat(answer.status).as(answer.output).isZero();
        assertThat(onlyObject()).hasBinaryContent("a\n\0b".getBytes(UTF_8));
    }

    @Test
    void theTemplatesAreCleanForCfnLint() throws Exception {
        assumeThat(run("cfn-lint", "--version").status)
                .as("SKIPPED: cfn-lint is not installed, so no template was examined")
                .isZero();

        Answer answer =
                run(
                        "cfn-lint",
                        "--include-checks",
                        "I",
                        "--",
                        Path.of("..", "cloudformation", "ingest.yaml").toString());

        assertThat(answer.status).as(answer.output).isZero();
    }

    private record Answer(int status, String output) {}

    private Answer cli(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of("aws", "--endpoint-url", aws.endpoint().toString(), "firehose"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private static Answer run(String... command) throws Exception {
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
        }
    }

    private Path onlyObject() throws IOException {
        try (Stream<Path> files = Files.walk(aws.buckets())) {
            List<Path> objects = files.filter(Files::isRegularFile).toList();
            assertThat(objects).hasSize(1);
            return objects.get(0);
        }
    }
}
