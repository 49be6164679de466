/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot;

import io.sluice.broker.BrokerTls;
import io.sluice.broker.EmbeddedBroker;
import io.sluice.broker.EmbeddedBrokerOptions;
import io.sluice.broker.GatedPublish.PublishProperties;
import io.sluice.localaws.access.AccessLog;
import io.sluice.localaws.fault.Faults;
import io.sluice.localaws.firehose.StreamClient;
import io.sluice.localaws.iot.engine.BasicIngest;
import io.sluice.localaws.iot.engine.IotMessage;
import io.sluice.localaws.iot.engine.RuleCounters;
import io.sluice.localaws.iot.engine.RuleEngine;
import io.sluice.localaws.iot.engine.RuleTrace;
import io.sluice.localaws.iot.mqtt.CertificateFiles;
import io.sluice.localaws.iot.mqtt.IotGate;
import io.sluice.localaws.iot.mqtt.LocalAuthority;
import io.sluice.localaws.iot.mqtt.Topics;
import io.sluice.localaws.iot.rule.TopicRules;
import io.sluice.localaws.net.Hosts;
import io.sluice.localaws.s3.BucketFolders;
import io.sluice.toolkit.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * AWS IoT Core: topic rules, the engine that runs them, and an MQTT endpoint if one is wanted. Any
 * thread may call. Rules, sessions and messages that wait for a subscriber survive a crash.
 */
public final class IotCore implements AutoCloseable {

    private final TopicRules rules;
    private final RuleEngine engine;
    private final AccessLog log;

    // set once, while it starts
    private @Nullable EmbeddedBroker broker;
    private @Nullable CertificateFiles certificates;
    private @Nullable URI tlsUri;
    private @Nullable URI plainUri;

    private IotCore(
            TopicRules rules,
            StreamClient streams,
            BucketFolders buckets,
            Faults faults,
            AccessLog log,
            IotOptions options) {
        this.rules = rules;
        this.log = log;
        this.engine =
                new RuleEngine(
                        rules,
                        streams,
                        buckets,
                        this::publish,
                        faults,
                        log.caller(AccessLog.IOT),
                        options.accountId());
    }

    /**
     * Starts.
     *
     * @param options how
     * @param streams what Firehose actions put into
     * @param buckets what S3 actions write into
     * @param faults may make actions fail
     * @param log notes what clients and rules ask for
     * @param clock for the time of a rule's creation
     * @throws IOException if the folder cannot be used or a port is taken; the message says which
     */
    public static IotCore start(
            IotOptions options,
            StreamClient streams,
            BucketFolders buckets,
            Faults faults,
            AccessLog log,
            Clock clock)
            throws IOException {
        TopicRules rules =
                new TopicRules(
                        "arn:aws:iot:" + options.region() + ":" + options.accountId() + ":rule/",
                        options.folder().resolve("rules"),
                        clock);
        IotCore core = new IotCore(rules, streams, buckets, faults, log, options);
        try {
            core.listen(options);
        } catch (IOException | RuntimeException e) {
            core.close();
            throw e;
        }
        return core;
    }

    /** The topic rules. */
    public TopicRules rules() {
        return rules;
    }

    /** What the rules did with the latest messages. */
    public RuleTrace trace() {
        return engine.trace();
    }

    /** What was counted since the start. */
    public RuleCounters counters() {
        return engine.counters();
    }

    /** {@code mqtts://127.0.0.1:PORT}; empty without such an endpoint. */
    public Optional<URI> tlsUri() {
        return Optional.ofNullable(tlsUri);
    }

    /** {@code mqtt://127.0.0.1:PORT}; empty without such an endpoint. */
    public Optional<URI> plainUri() {
        return Optional.ofNullable(plainUri);
    }

    /** The certificates for the TLS endpoint; empty without one. */
    public Optional<CertificateFiles> certificates() {
        return Optional.ofNullable(certificates);
    }

    /**
     * Publishes a message that did not come by MQTT: to the rules and, unless it is for Basic
     * Ingest, to subscribers.
     *
     * @return completes when the rules are done with it and the broker has stored it
     */
    public CompletionStage<Void> publish(IotMessage message, int qos) {
        if (Topics.publishable(message.topic()) != 0) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException(
                            "nobody may publish to the topic '" + message.topic() + "'"));
        }
        CompletionStage<Void> processed = engine.process(message);
        EmbeddedBroker running = broker;
        if (running == null || BasicIngest.of(message.topic()).isPresent()) {
            return processed;
        }
        return processed.thenRun(
                () ->
                        running.publish(
                                message.topic(), message.payload(), qos, PublishProperties.NONE));
    }

    /** Closes the endpoint, lets the rules come to an end, shortly, and stops. */
    @Override
    public void close() {
        EmbeddedBroker running = broker;
        if (running != null) {
            running.stop();
        }
        engine.close();
        if (running != null) {
            running.close();
        }
    }

    private void listen(IotOptions options) throws IOException {
        Integer tls = options.tlsPort();
        Integer plain = options.plainPort();
        if (tls == null && plain == null) {
            return;
        }
        EmbeddedBrokerOptions.Builder builder =
                EmbeddedBrokerOptions.builder()
                        .host(options.host())
                        .data(options.folder().resolve("broker"))
                        .gate(new IotGate(engine, log, options.limited(), System::nanoTime));
        if (tls == null) {
            builder.port(Objects.requireNonNull(plain));
        } else {
            CertificateFiles files =
                    LocalAuthority.prepare(
                            options.folder().resolve("certs"),
                            Clock.systemUTC(),
                            Hosts.reachable(options.host()));
            certificates = files;
            builder.port(tls)
                    .plainPort(plain)
                    .tls(
                            BrokerTls.pem(files.serverCertificate(), files.serverKey())
                                    .requiringClientsOf(files.ca()));
        }
        EmbeddedBroker started;
        try {
            started = EmbeddedBroker.start(builder.build());
        } catch (CommandFailure e) {
            throw new IOException("MQTT endpoint: " + e.getMessage(), e);
        }
        broker = started;
        if (tls == null) {
            plainUri = reachable(started.uri(), options.host());
        } else {
            tlsUri = reachable(started.uri(), options.host());
            started.plainPort()
                    .ifPresent(
                            port ->
                                    plainUri =
                                            URI.create(
                                                    "mqtt://"
                                                            + Hosts.reachable(options.host())
                                                            + ":"
                                                            + port));
        }
    }

    private static URI reachable(String listening, String host) {
        URI uri = URI.create(listening);
        return URI.create(uri.getScheme() + "://" + Hosts.reachable(host) + ":" + uri.getPort());
    }
}
