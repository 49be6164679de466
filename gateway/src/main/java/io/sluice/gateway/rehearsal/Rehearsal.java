/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.rehearsal;

import io.sluice.gateway.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs the gateway as {@code sluice run} does, between a broker and an AWS that are no more than
 * their answers, until a reading has gone all the way; then ends the process. To be run with {@code
 * -XX:ArchiveClassesAtExit}. It needs a folder of its own, which it is given as its only argument,
 * and leaves there what a gateway leaves.
 */
public final class Rehearsal {

    private Rehearsal() {}

    /** Exits with 0 once a reading was accepted, and with 1 if none is within a minute. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        BrokerAnswers broker = BrokerAnswers.listen();
        AwsAnswers aws = AwsAnswers.listen();
        Path config =
                Files.writeString(folder.resolve("gateway.yaml"), config(folder, broker, aws));
        Thread end = new Thread(() -> System.exit(aws.awaitReading() ? 0 : 1), "rehearsal");
        end.setDaemon(true);
        end.start();
        Main.main(new String[] {"run", "--config", config.toString()});
    }

    private static String config(Path folder, BrokerAnswers broker, AwsAnswers aws) {
        return """
               dataDirectory: '%s'
               source: {broker: 'mqtt://127.0.0.1:%d'}
               routes:
                 - {name: rehearsal, filter: '%s', stream: rehearsal, linger: 1ms, rule: {name: rehearsal}}
               aws: {region: eu-central-1, endpoint: 'http://127.0.0.1:%d', accessKeyId: none, secretAccessKey: none}
               admin: {port: 0}
               """
                .formatted(folder.resolve("data"), broker.port(), BrokerAnswers.TOPIC, aws.port());
    }
}
