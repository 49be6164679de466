/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.broker;

import static org.junit.jupiter.api.Assumptions.abort;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import io.sluice.localaws.iot.mqtt.CertificateFiles;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

/**
 * The contract with HiveMQ CE in a container, where there is a Docker engine. The image is {@code
 * SLUICE_HIVEMQ_IMAGE}, of the environment or a system property.
 */
class HiveMqContractIT extends BrokerContract {

    private static final String VARIABLE = "SLUICE_HIVEMQ_IMAGE";
    private static final String PUBLIC_IMAGE = "hivemq/hivemq-ce:2025.5";
    private static final int PULL_MINUTES = 10;

    @Override
    BrokerUnderTest start(Path where, CertificateFiles with) throws Exception {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return skip("no Docker engine answers; start one, or run .ci/run on Debian, as root");
        }
        String image = image();
        if (!isHere(image)) {
            return skip(
                    "the image %s cannot be had; set %s to one that is here, such as .ci/stand-ins/build hivemq makes"
                            .formatted(image, VARIABLE));
        }
        return new HiveMqUnderTest(image, where, with);
    }

    /** Pulls it if need be, once: the container class would try for minutes. */
    private static boolean isHere(String image) throws InterruptedException {
        DockerClient docker = DockerClientFactory.instance().client();
        try {
            docker.inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException e) {
            // not yet
        }
        try {
            return docker.pullImageCmd(DockerImageName.parse(image).asCanonicalNameString())
                    .start()
                    .awaitCompletion(PULL_MINUTES, TimeUnit.MINUTES);
        } catch (RuntimeException e) {
            return false; // the client's word for a registry that refuses, or is not there
        }
    }

    private static String image() {
        return Stream.of(System.getProperty(VARIABLE), System.getenv(VARIABLE))
                .filter(name -> name != null && !name.isBlank())
                .findFirst()
                .orElse(PUBLIC_IMAGE);
    }

    private static BrokerUnderTest skip(String reason) {
        Console.say("SKIPPED: the broker contract with HiveMQ CE: " + reason);
        return abort(reason);
    }
}
