/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import io.sluice.localaws.LocalProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the process while devices publish, and counts afterwards. */
class IotCrashIT {

    private static final int KILLS = 2;
    private static final int DEVICES = 8;

    @TempDir private Path scratch;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @Test
    void deliversEveryPublishThatItHasAcknowledged() throws Exception {
        // Given
        for (int round = 0; round < KILLS; round++) {
            int before = acknowledged.size();
            try (LocalProcess process = start()) {
                List<Thread> devices = devices(process, round);

                // When
                await().until(() -> acknowledged.size() > before + 400);
                process.kill();
                for (Thread device : devices) {
                    device.join();
                }
            }
        }
        try (LocalProcess process = start()) {
            assertThat(process.terminate()).isZero();
        }

        // Then
        assertThat(Set.copyOf(delivered())).containsAll(acknowledged);
    }

    private LocalProcess start() throws IOException {
        Path template = scratch.resolve("template.yaml");
        Files.writeString(
                template,
                """
                Resources:
                  Stream:
                    Type: AWS::KinesisFirehose::DeliveryStream
                    Properties:
                      DeliveryStreamName: s
                      ExtendedS3DestinationConfiguration:
                        BucketARN: arn:aws:s3:::lake
                        RoleARN: arn:aws:iam::000000000000:role/r
                        BufferingHints: {SizeInMBs: 1, IntervalInSeconds: 1}
                  Rule:
                    Type: AWS::IoT::TopicRule
                    Properties:
                      RuleName: r
                      TopicRulePayload:
                        Sql: SELECT * FROM 'sensors/#'
                        AwsIotSqlVersion: '2016-03-23'
                        Actions:
                          - Firehose:
                              DeliveryStreamName: !Ref Stream
                              RoleArn: arn:aws:iam::000000000000:role/r
                              Separator: "\\n"
                """);
        return LocalProcess.start(
                scratch.resolve("data"),
                "--template",
                template.toString(),
                "--mqtt-port",
                "off",
                "--mqtt-plain-port",
                "0");
    }

    private List<Thread> devices(LocalProcess process, int round) {
        int port = URI.create(process.ready().path("mqttPlain").asText()).getPort();
        List<Thread> threads = new ArrayList<>();
        for (int device = 0; device < DEVICES; device++) {
            String name = round + "-" + device + "-";
            Thread thread = new Thread(() -> publish(port, name), "device-" + name);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    private void publish(int port, String name) {
        Mqtt5BlockingClient client =
                MqttClient.builder()
                        .useMqttVersion5()
                        .identifier("device-" + name)
                        .serverHost("127.0.0.1")
                        .serverPort(port)
                        .buildBlocking();
        try {
            client.connect();
            for (int i = 0; i < 100; i++) {
                String id = name + i;
                client.publishWith()
                        .topic(i % 2 == 0 ? "sensors/1" : "$aws/rules/r/sensors/1")
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(id.getBytes(UTF_8))
                        .send();
                acknowledged.add(id);
            }
        } catch (RuntimeException e) {
            // killed: the last one may be there or not
            assertThat(e).isNotInstanceOf(IllegalArgumentException.class);
        }
    }

    private List<String> delivered() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(scratch.resolve("data").resolve("s3"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }
}
