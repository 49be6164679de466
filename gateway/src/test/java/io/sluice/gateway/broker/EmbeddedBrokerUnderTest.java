/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.broker;

import io.sluice.broker.BrokerTls;
import io.sluice.broker.EmbeddedBroker;
import io.sluice.broker.EmbeddedBrokerOptions;
import io.sluice.gateway.config.Protocol;
import io.sluice.localaws.iot.mqtt.CertificateFiles;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.activemq.artemis.utils.VersionLoader;

/** Our own, in this process; one of it for each way in. */
final class EmbeddedBrokerUnderTest implements BrokerUnderTest {

    private final List<EmbeddedBroker> brokers = new ArrayList<>();
    private final EmbeddedBroker open;
    private final CertificateFiles certificates;

    EmbeddedBrokerUnderTest(Path folder, CertificateFiles certificates) {
        this.certificates = certificates;
        this.open = start(EmbeddedBrokerOptions.builder().data(folder.resolve("broker")));
    }

    @Override
    public String name() {
        return "embedded broker";
    }

    @Override
    public String version() {
        return "Artemis " + VersionLoader.getVersion().getFullVersion();
    }

    @Override
    public Door open() {
        return new Door(URI.create(open.uri()), URI.create(open.uri()));
    }

    @Override
    public Door tls() {
        return secure(BrokerTls.pem(certificates.serverCertificate(), certificates.serverKey()));
    }

    @Override
    public Door mutualTls() {
        return secure(
                BrokerTls.pem(certificates.serverCertificate(), certificates.serverKey())
                        .requiringClientsOf(certificates.ca()));
    }

    private Door secure(BrokerTls tls) {
        EmbeddedBroker broker = start(EmbeddedBrokerOptions.builder().tls(tls).plainPort(0));
        return new Door(
                URI.create(broker.uri()),
                URI.create("mqtt://127.0.0.1:" + broker.plainPort().orElseThrow()));
    }

    @Override
    public Door guarded() {
        URI uri = URI.create(start(EmbeddedBrokerOptions.builder().user(USER, PASSWORD)).uri());
        return new Door(uri, uri);
    }

    private EmbeddedBroker start(EmbeddedBrokerOptions.Builder options) {
        EmbeddedBroker broker = EmbeddedBroker.start(options.build());
        brokers.add(broker);
        return broker;
    }

    @Override
    public void restart() {
        open.restart();
    }

    @Override
    public void kill() {
        throw new UnsupportedOperationException("it is in this process");
    }

    @Override
    public Optional<String> lacks(BrokerProperty property, Protocol protocol) {
        return property == BrokerProperty.BROKER_KILLED
                ? Optional.of("tried by `BrokerCrashIT`, in a process of its own")
                : Optional.empty();
    }

    @Override
    public void close() {
        brokers.forEach(EmbeddedBroker::close);
    }
}
