/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.gateway.aws.IotWebSocketSigner;
import io.sluice.gateway.config.AwsConfig;
import io.sluice.gateway.config.IotCoreConfig;
import io.sluice.gateway.iotcore.Endpoint;
import io.sluice.gateway.iotcore.TopicRules;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where AWS IoT Core is: as it is configured, or as AWS says, asked once. Any thread. */
final class RelayEndpoint implements Supplier<Endpoint> {

    private final IotCoreConfig config;
    private final AwsConfig aws;
    private final TopicRules rules;
    private volatile @Nullable URI found;

    RelayEndpoint(IotCoreConfig config, AwsConfig aws, TopicRules rules) {
        this.config = config;
        this.aws = aws;
        this.rules = rules;
        this.found = config.endpoint();
    }

    /**
     * The endpoint.
     *
     * @throws io.sluice.gateway.iotcore.IotCoreException if AWS does not say where it is
     */
    @Override
    public Endpoint get() {
        URI uri = uri();
        return new Endpoint(
                uri,
                config.tls(),
                () -> IotWebSocketSigner.query(aws, uri.getHost(), IotCoreConfig.portOf(uri)));
    }

    private URI uri() {
        URI known = found;
        if (known == null) {
            String scheme = config.tls().certificateFile() == null ? "wss://" : "mqtts://";
            known = URI.create(scheme + rules.dataEndpoint());
            found = known;
        }
        return known;
    }
}
