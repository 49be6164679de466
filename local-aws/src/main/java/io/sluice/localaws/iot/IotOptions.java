/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How AWS IoT Core runs.
 *
 * @param folder where it keeps everything
 * @param accountId twelve digits
 * @param region part of ARNs
 * @param tlsPort of the MQTT endpoint with client certificates, 0 for any free one; {@code null}
 *     for none
 * @param plainPort of the MQTT endpoint without TLS, 0 for any free one; {@code null} for none
 * @param host the address to listen on
 * @param limited whether connections are held to AWS's rates
 */
public record IotOptions(
        Path folder,
        String accountId,
        String region,
        @Nullable Integer tlsPort,
        @Nullable Integer plainPort,
        String host,
        boolean limited) {}
