/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.gateway.config.Durability;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.PaceConfig;
import io.sluice.gateway.config.Protocol;
import io.sluice.gateway.config.RouteConfig;
import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.firehose.FirehoseConnection;
import io.sluice.gateway.firehose.FirehoseOutlet;
import io.sluice.gateway.firehose.RegionQuotas;
import io.sluice.gateway.firehose.StreamPace;
import io.sluice.gateway.forward.Backoff;
import io.sluice.gateway.forward.CallSlots;
import io.sluice.gateway.forward.DirectSettings;
import io.sluice.gateway.forward.LaneSettings;
import io.sluice.gateway.iotcore.RelaySettings;
import io.sluice.gateway.iotcore.TopicRules;
import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.message.Qos;
import io.sluice.gateway.message.TopicFilter;
import io.sluice.gateway.pack.PackingLimits;
import io.sluice.gateway.pack.Separator;
import io.sluice.gateway.source.Mqtt3Source;
import io.sluice.gateway.source.Mqtt5Source;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.source.SourceEvents;
import io.sluice.gateway.source.Subscription;
import io.sluice.gateway.spool.FileSpool;
import io.sluice.gateway.spool.FileSpoolSettings;
import io.sluice.gateway.spool.MemorySpool;
import io.sluice.gateway.spool.Spool;
import io.sluice.gateway.spool.SpoolEvents;
import io.sluice.gateway.time.Ticker;
import io.sluice.toolkit.DataSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns the configuration into the settings of each room. */
final class Parts {

    /**
     * With broker durability: how long the broker may be silent before what waits for others
     * leaves.
     */
    private static final Duration QUIET = Duration.ofMillis(10);

    /** QoS 0 messages that find more than this waiting for the disk are dropped. */
    private static final DataSize WAITING_QOS_0 = DataSize.ofMib(8);

    private static final Duration FIRST_DISK_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_DISK_RETRY = Duration.ofSeconds(5);

    /** AWS IoT Core takes one CONNECT a second from a client id. */
    private static final Duration FIRST_RELAY_PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_RELAY_PAUSE = Duration.ofSeconds(30);

    private Parts() {}

    static Path spoolDirectory(GatewayConfig config) {
        return config.dataDirectory().resolve("spool");
    }

    static Path quarantineDirectory(GatewayConfig config) {
        return config.dataDirectory().resolve("quarantine");
    }

    static Spool spool(GatewayConfig config, SpoolEvents events) {
        if (config.spool().durability() == Durability.BROKER) {
            return new MemorySpool(config.spool().maxBytes(), events);
        }
        return FileSpool.open(fileSpool(config), events);
    }

    static FileSpoolSettings fileSpool(GatewayConfig config) {
        return new FileSpoolSettings(
                spoolDirectory(config),
                config.spool().maxBytes(),
                config.spool().segmentBytes(),
                WAITING_QOS_0,
                FIRST_DISK_RETRY,
                LONGEST_DISK_RETRY);
    }

    static List<TopicFilter> filters(GatewayConfig config) {
        return config.routes().stream().map(route -> TopicFilter.of(route.filter())).toList();
    }

    static Source source(
            GatewayConfig config,
            Consumer<InboundMessage> sink,
            SourceEvents events,
            Ticker ticker) {
        SourceConfig source = config.source();
        List<Subscription> subscriptions =
                config.routes().stream()
                        .map(
                                route ->
                                        new Subscription(
                                                TopicFilter.of(route.filter()),
                                                Qos.ofCode(route.qos())))
                        .toList();
        return source.protocol() == Protocol.MQTT5
                ? new Mqtt5Source(source, subscriptions, sink, events, ticker)
                : new Mqtt3Source(source, subscriptions, sink, events, ticker);
    }

    static LaneSettings lane(GatewayConfig config, RouteConfig route) {
        return new LaneSettings(
                route.name(),
                route.stream(),
                TopicFilter.of(route.filter()),
                new Backoff(
                        config.firehose().retry().initialDelay(),
                        config.firehose().retry().maxDelay()));
    }

    static RelaySettings relay(GatewayConfig config, TopicRules rules) {
        return new RelaySettings(
                new RelayEndpoint(config.iotCore(), config.aws(), rules),
                config.relayClientIdPrefix(),
                config.iotCore().maxConnections(),
                config.iotCore().acknowledgeTimeout(),
                FIRST_RELAY_PAUSE,
                LONGEST_RELAY_PAUSE);
    }

    static CallSlots slots(GatewayConfig config) {
        return CallSlots.within(
                Runtime.getRuntime().maxMemory(),
                config.routes().size(),
                config.routes().stream()
                        .mapToLong(route -> route.batch().maxBytes().bytes())
                        .max()
                        .orElseThrow());
    }

    static DirectSettings direct(GatewayConfig config, RouteConfig route, Separator separator) {
        return new DirectSettings(
                new PackingLimits(
                        route.pack().enabled() ? route.pack().maxReadings() : 1,
                        route.pack().maxBytes().toIntExact()),
                separator,
                route.batch().maxRecords(),
                route.batch().maxBytes().bytes(),
                route.linger(),
                config.spool().durability() == Durability.BROKER ? QUIET : null,
                config.firehose().concurrency());
    }

    /** One outlet a stream: its lanes share the stream's quota. */
    static Map<String, FirehoseOutlet> outlets(
            GatewayConfig config,
            FirehoseConnection firehose,
            FirehoseOutlet.CallEvents events,
            Ticker ticker) {
        Map<String, FirehoseOutlet> outlets = new HashMap<>();
        for (RouteConfig route : config.routes()) {
            outlets.computeIfAbsent(
                    route.stream(),
                    stream -> firehose.outlet(stream, pace(config, ticker), events, ticker));
        }
        return outlets;
    }

    private static @Nullable StreamPace pace(GatewayConfig config, Ticker ticker) {
        PaceConfig pace = config.firehose().pace();
        if (!pace.enabled()) {
            return null;
        }
        RegionQuotas region = RegionQuotas.of(config.aws().region());
        return new StreamPace(
                new RegionQuotas(
                        Optional.ofNullable(pace.bytesPerSecond())
                                .map(size -> size.bytes())
                                .orElse(region.bytes()),
                        Optional.ofNullable(pace.recordsPerSecond())
                                .map(Integer::longValue)
                                .orElse(region.records()),
                        Optional.ofNullable(pace.requestsPerSecond())
                                .map(Integer::longValue)
                                .orElse(region.requests())),
                ticker);
    }
}
