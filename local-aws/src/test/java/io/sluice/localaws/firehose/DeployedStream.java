/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.LocalAwsOptions;
import io.sluice.localaws.outside.StandIns;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.Record;

/** A stream deployed from one of the project's templates, its bucket "lake", and an SDK to put. */
final class DeployedStream implements AutoCloseable {

    static final String FUNCTION_ARN =
            "arn:aws:lambda:eu-central-1:000000000000:function:transform:$LATEST";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path data;
    private final LocalAws aws;
    private final FirehoseClient firehose;
    private final String name;

    DeployedStream(Path data, StandIns standIns, String template, Map<String, String> parameters) {
        this.data = data;
        this.aws = LocalAws.start(LocalAwsOptions.builder().data(data).standIns(standIns).build());
        Map<String, String> all = new HashMap<>(parameters);
        all.put("BucketName", "lake");
        this.name =
                aws.deploy(Path.of("..", "cloudformation", template), all)
                        .outputs()
                        .getOrDefault("StreamName", "");
        this.firehose =
                FirehoseClient.builder()
                        .endpointOverride(aws.endpoint())
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("key", "secret")))
                        .httpClientBuilder(ApacheHttpClient.builder())
                        .build();
    }

    LocalAws aws() {
        return aws;
    }

    FirehoseClient firehose() {
        return firehose;
    }

    String name() {
        return name;
    }

    void put(String... records) {
        firehose.putRecordBatch(
                batch ->
                        batch.deliveryStreamName(name)
                                .records(
                                        Arrays.stream(records)
                                                .map(
                                                        text ->
                                                                Record.builder()
                                                                        .data(
                                                                                SdkBytes
                                                                                        .fromUtf8String(
                                                                                                text))
                                                                        .build())
                                                .toList()));
    }

    /** What is in the bucket below a prefix: key to content, decompressed. */
    Map<String, String> objects(String prefix) {
        Path bucket = data.resolve("s3").resolve("lake");
        Map<String, String> objects = new HashMap<>();
        if (!Files.isDirectory(bucket)) {
            return objects;
        }
        try (Stream<Path> files = Files.walk(bucket)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String key = bucket.relativize(file).toString();
                if (key.startsWith(prefix)) {
                    objects.put(key, content(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return objects;
    }

    /** The lines of all failures, parsed. */
    List<JsonNode> failures(String type) {
        List<JsonNode> lines = new ArrayList<>();
        for (String content : objects("errors/" + type + "/").values()) {
            for (String line : content.split("\n", -1)) {
                if (!line.isEmpty()) {
                    try {
                        lines.add(JSON.readTree(line));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        }
        return lines;
    }

    static String rawData(JsonNode failure) {
        return new String(Base64.getDecoder().decode(failure.path("rawData").asText()), UTF_8);
    }

    private static String content(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (!file.toString().endsWith(".gz")) {
            return new String(bytes, UTF_8);
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Override
    public void close() {
        firehose.close();
        aws.close();
    }
}
