/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.rehearsal;

import io.sluice.gateway.Main;
import io.sluice.gateway.app.Gateway;
import io.sluice.gateway.config.ConfigLoader;
import io.sluice.gateway.supervision.Deaths;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Runs the gateway as {@code sluice run} does, between a broker and an AWS that are no more than
 * their answers, until a reading has gone all the way; then ends the process. To be run with {@code
 * -XX:ArchiveClassesAtExit}. It needs a folder of its own, which it is given as its only argument,
 * and leaves there what a gateway leaves.
 */
public final class Rehearsal {

    private Rehearsal() {}

    /** Exits with 0 once each gateway's reading was accepted, and with 1 if one is not in time. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        AwsAnswers aws = AwsAnswers.listen();
        try {
            overMqtt3(config(folder, "mqtt3.1.1", aws), aws);
        } catch (Exception e) { // whatever it is, the process must not stay
            System.err.println("no rehearsal over MQTT 3.1.1: " + e);
            System.exit(1);
        }
        Path config = config(folder, "mqtt5", aws);
        Thread end = new Thread(() -> System.exit(aws.awaitReading() ? 0 : 1), "rehearsal");
        end.setDaemon(true);
        end.start();
        Main.main(new String[] {"run", "--config", config.toString()});
    }

    /** One that is asked how it does, as its supervisor would. */
    private static void overMqtt3(Path config, AwsAnswers aws) throws Exception {
        try (Gateway gateway =
                new Gateway(ConfigLoader.load(config, System.getenv()), Deaths.ofThisProcess())) {
            gateway.start().toCompletableFuture().get(1, TimeUnit.MINUTES);
            if (!aws.awaitReading()) {
                System.exit(1);
            }
            URI admin = Objects.requireNonNull(gateway.adminUri());
            for (String path :
                    List.of("/healthz/live", "/healthz/ready", "/api/status", "/metrics")) {
                // not ready is an answer too
                ((HttpURLConnection) admin.resolve(path).toURL().openConnection())
                        .getResponseCode();
            }
            gateway.stop();
        }
    }

    private static Path config(Path folder, String protocol, AwsAnswers aws) throws IOException {
        String text =
                """
                dataDirectory: '%s'
                source: {broker: 'mqtt://127.0.0.1:%d', protocol: %s}
                routes:
                  - {name: rehearsal, filter: '%s', stream: rehearsal, linger: 1ms, rule: {name: rehearsal}}
                aws: {region: eu-central-1, endpoint: 'http://127.0.0.1:%d', accessKeyId: none, secretAccessKey: none}
                admin: {port: 0}
                """
                        .formatted(
                                folder.resolve(protocol),
                                BrokerAnswers.listen().port(),
                                protocol,
                                BrokerAnswers.TOPIC,
                                aws.port());
        return Files.writeString(folder.resolve(protocol + ".yaml"), text);
    }
}
