/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.broker;

import static org.junit.jupiter.api.Assumptions.abort;

import io.sluice.localaws.iot.mqtt.CertificateFiles;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;

/**
 * The contract with HiveMQ CE in a container, where there is a Docker engine. The image is {@code
 * SLUICE_HIVEMQ_IMAGE}, of the environment or a system property.
 */
class HiveMqContractIT extends BrokerContract {

    private static final String VARIABLE = "SLUICE_HIVEMQ_IMAGE";
    private static final String PUBLIC_IMAGE = "hivemq/hivemq-ce:2025.5";

    @Override
    BrokerUnderTest start(Path where, CertificateFiles with) throws Exception {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return skip("no Docker engine answers; start one, or run .ci/run on Debian, as root");
        }
        String image = image();
        try {
            return new HiveMqUnderTest(image, where, with);
        } catch (ContainerFetchException e) {
            return skip(
                    "the image %s cannot be had; set %s to one that is here, such as .ci/stand-ins/build hivemq makes"
                            .formatted(image, VARIABLE));
        }
    }

    private static String image() {
        String fromEnvironment = System.getenv(VARIABLE);
        return System.getProperty(
                VARIABLE, fromEnvironment == null ? PUBLIC_IMAGE : fromEnvironment);
    }

    private static BrokerUnderTest skip(String reason) {
        Console.say("SKIPPED: the broker contract with HiveMQ CE: " + reason);
        return abort(reason);
    }
}
