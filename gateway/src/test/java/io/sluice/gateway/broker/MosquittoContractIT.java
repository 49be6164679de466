/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.broker;

import static org.junit.jupiter.api.Assumptions.abort;

import io.sluice.gateway.app.Mosquitto;
import io.sluice.localaws.iot.mqtt.CertificateFiles;
import java.nio.file.Path;

/** The contract with Eclipse Mosquitto, where it is installed. */
class MosquittoContractIT extends BrokerContract {

    @Override
    BrokerUnderTest start(Path where, CertificateFiles with) throws Exception {
        if (!Mosquitto.isInstalled()) {
            String reason = "Mosquitto is not installed (apt-get install mosquitto)";
            Console.say("SKIPPED: the broker contract with Mosquitto: " + reason);
            abort(reason);
        }
        return new MosquittoUnderTest(where, with);
    }
}
