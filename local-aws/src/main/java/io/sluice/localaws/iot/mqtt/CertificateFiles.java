/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.mqtt;

import java.nio.file.Path;

/**
 * Where the certificates of a local AWS are, all of them PEM files that only their owner may read.
 *
 * @param ca the certificate of the authority that clients have to trust
 * @param clientCertificate a client's certificate: any client may use it
 * @param clientKey its key, PKCS#8, not encrypted
 * @param serverCertificate the MQTT endpoint's certificate, for localhost and 127.0.0.1
 * @param serverKey its key
 */
public record CertificateFiles(
        Path ca, Path clientCertificate, Path clientKey, Path serverCertificate, Path serverKey) {}
