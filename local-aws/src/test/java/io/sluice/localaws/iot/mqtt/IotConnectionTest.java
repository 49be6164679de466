/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.broker.ConnectionGate;
import io.sluice.broker.GateVerdict;
import io.sluice.broker.GatedClient;
import io.sluice.broker.GatedSubscription;
import io.sluice.localaws.access.AccessLog;
import io.sluice.localaws.access.Caller;
import io.sluice.localaws.fault.Faults;
import io.sluice.localaws.firehose.Account;
import io.sluice.localaws.firehose.DeliveryStreams;
import io.sluice.localaws.firehose.StreamClient;
import io.sluice.localaws.iot.engine.RuleEngine;
import io.sluice.localaws.iot.rule.TopicRules;
import io.sluice.localaws.s3.BucketFolders;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IotConnectionTest {

    @TempDir private Path data;
    private RuleEngine engine;
    private ConnectionGate connection;

    @BeforeEach
    void open() throws Exception {
        Faults faults = new Faults(1);
        BucketFolders buckets = new BucketFolders(data.resolve("s3"), data.resolve("partial"));
        engine =
                new RuleEngine(
                        new TopicRules("arn:", data.resolve("rules"), Clock.systemUTC()),
                        new StreamClient(
                                new DeliveryStreams(
                                        new Account("000000000000", "eu-central-1"),
                                        data.resolve("firehose"),
                                        buckets,
                                        faults,
                                        Duration.ZERO,
                                        Clock.systemUTC()),
                                faults),
                        buckets,
                        (message, qos) -> CompletableFuture.completedFuture(null),
                        faults,
                        Caller.UNKNOWN,
                        "000000000000");
        connection =
                new IotGate(engine, new AccessLog("eu-central-1", "000000000000"), true, () -> 0)
                        .connected(
                                new GatedClient(
                                        "c",
                                        5,
                                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                                        List.of()));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void takesEightFiltersInOneSubscribeAndNoMore() {
        assertThat(connection.subscribe(filters(0, 8))).isZero();
        assertThat(connection.subscribe(filters(8, 17))).isEqualTo(0x97);
    }

    @Test
    void takesFiftySubscriptionsAndNoMore() {
        for (int i = 0; i < 50; i += 5) {
            assertThat(connection.subscribe(filters(i, i + 5))).isZero();
        }
        assertThat(connection.subscribe(filters(50, 51))).isEqualTo(0x97);
        assertThat(connection.subscribe(filters(0, 1))).isZero();

        connection.unsubscribe(List.of("f/0"));

        assertThat(connection.subscribe(filters(50, 51))).isZero();
    }

    @Test
    void endsTheConnectionOfASubscriptionAtQos2() {
        assertThat(connection.subscribe(List.of(new GatedSubscription("a", 2))))
                .isEqualTo(GateVerdict.DISCONNECT_FLAG + 0x9B);
    }

    private static List<GatedSubscription> filters(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> new GatedSubscription("f/" + i, 1)).toList();
    }
}
