/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.fleet;

import java.util.Optional;
import javax.net.ssl.SSLException;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.jspecify.annotations.Nullable;

/** Tells a broker that does not want us from one that is not there. */
final class Refusal {

    private Refusal() {}

    /**
     * One line for the user if waiting will not help (MQTT 3.1.1 table 3.1, or TLS); else empty.
     */
    static Optional<String> of(MqttException e, BrokerAddress broker, String clientId) {
        String remedy =
                switch (e.getReasonCode()) {
                    case MqttException.REASON_CODE_INVALID_PROTOCOL_VERSION ->
                            "it does not speak MQTT 3.1.1; allow that version there";
                    case MqttException.REASON_CODE_INVALID_CLIENT_ID ->
                            "identifier '"
                                    + clientId
                                    + "' rejected; choose another --client-id-prefix";
                    case MqttException.REASON_CODE_FAILED_AUTHENTICATION ->
                            "bad user name or password; check --username and --password-file";
                    case MqttException.REASON_CODE_NOT_AUTHORIZED ->
                            "not authorized; check --username and --password-file, or the broker's access rules";
                    default -> tls(e);
                };
        return remedy.isEmpty()
                ? Optional.empty()
                : Optional.of("broker " + broker + " refused the connection: " + remedy);
    }

    private static String tls(MqttException e) {
        @Nullable Throwable cause = e.getCause();
        return cause instanceof SSLException
                ? "TLS failed ("
                        + cause.getMessage()
                        + "); check --ca-file, --certificate-file and --key-file"
                : "";
    }
}
