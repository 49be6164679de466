/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.processes.ChildProcess;
import io.sluice.processes.HttpJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Local AWS as a process of its own, with one delivery stream and no quotas. */
final class LocalAws implements Firehose {

    private static final String HEAP = "512m";
    private static final String FAULTS = "/_local/faults";
    private static final String TEMPLATE =
            """
            AWSTemplateFormatVersion: '2010-09-09'
            Resources:
              Stream:
                Type: AWS::KinesisFirehose::DeliveryStream
                Properties:
                  DeliveryStreamName: benchmark
                  DeliveryStreamType: DirectPut
                  ExtendedS3DestinationConfiguration:
                    BucketARN: arn:aws:s3:::benchmark
                    RoleARN: arn:aws:iam::123456789012:role/benchmark
                    BufferingHints: {SizeInMBs: 64, IntervalInSeconds: 60}
            """;

    private final ChildProcess process;
    private final URI endpoint;
    private final HttpJson http = new HttpJson();

    private final long recordBytes;

    private LocalAws(ChildProcess process, URI endpoint, long recordBytes) {
        this.process = process;
        this.endpoint = endpoint;
        this.recordBytes = recordBytes;
    }

    /**
     * Starts one.
     *
     * @param recordBytes what each reading has in a record
     */
    static LocalAws start(Path folder, long recordBytes) {
        Path template = folder.resolve("stream.yaml");
        try {
            Files.writeString(template, TEMPLATE);
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + template, e);
        }
        ChildProcess process =
                ChildProcess.startJava(
                        "local-aws",
                        folder,
                        HEAP,
                        List.of(),
                        io.sluice.localaws.Main.class,
                        "local-aws",
                        "--template",
                        template.toString(),
                        "--port",
                        "0",
                        "--data",
                        folder.resolve("aws").toString());
        return new LocalAws(
                process, URI.create(process.readJson().path("endpoint").asText()), recordBytes);
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    @Override
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public List<String> clientOptions() {
        return List.of();
    }

    @Override
    public void refuse() {
        http.put("PUT", endpoint.resolve(FAULTS), "{\"faults\":[\"down\"]}");
    }

    @Override
    public void accept() {
        http.put("DELETE", endpoint.resolve(FAULTS), "");
    }

    @Override
    public Usage usage() {
        JsonNode total = http.get(endpoint.resolve("/_local/meter")).path("total");
        return Usage.of(total, total.path("payloadBytes").asLong() / recordBytes);
    }

    @Override
    public Optional<Latency> latency() {
        return Optional.empty();
    }
}
