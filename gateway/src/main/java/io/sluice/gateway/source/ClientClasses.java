/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import com.hivemq.client.mqtt.MqttClient;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the classes of the MQTT client, which take a third of a gateway's start, beside what else a
 * start has to do. What is made for it is given up again; nothing connects.
 */
public final class ClientClasses {

    private ClientClasses() {}

    /** Begins to; returns at once. To be called before a source is made, or not at all. */
    public static void loadSoon() {
        Thread loading = new Thread(ClientClasses::load, "mqtt-classes");
        loading.setDaemon(true);
        loading.start();
    }

    private static void load() {
        try {
            EventLoopGroup network = new NioEventLoopGroup(1);
            network.execute(() -> {});
            var mqtt3 = MqttClient.builder().useMqttVersion3().identifier("none").buildAsync();
            var mqtt5 = MqttClient.builder().useMqttVersion5().identifier("none").buildAsync();
            log().debug("the classes of {} and {} are there", mqtt3, mqtt5);
            network.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        } catch (RuntimeException | LinkageError e) {
            log().debug("whoever needs the client's classes will meet this too", e);
        }
    }

    /** Not a constant: the thread that is not to wait would wait until logging is set up. */
    private static Logger log() {
        return LoggerFactory.getLogger(ClientClasses.class);
    }
}
