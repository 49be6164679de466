/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.mqtt;

import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import io.reactivex.schedulers.Schedulers;
import java.util.concurrent.Executor;

/**
 * One network thread, shared by all clients that are built with it. Callbacks run on it: a hop to
 * another thread costs more than what we do there.
 */
public final class NetworkThread {

    private final Executor start;

    /** A thread of this name, begun with the first connection. */
    public NetworkThread(String name) {
        this.start =
                task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    thread.start();
                };
    }

    /** For a client's builder. */
    public MqttClientExecutorConfig executors() {
        return MqttClientExecutorConfig.builder()
                .nettyExecutor(start)
                .nettyThreads(1)
                .applicationScheduler(Schedulers.trampoline())
                .build();
    }
}
