/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.broker;

import io.sluice.localaws.iot.mqtt.CertificateFiles;
import java.nio.file.Path;

/** The contract with the embedded broker. */
class EmbeddedBrokerContractIT extends BrokerContract {

    @Override
    BrokerUnderTest start(Path where, CertificateFiles with) {
        return new EmbeddedBrokerUnderTest(where, with);
    }
}
