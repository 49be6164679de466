/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture;

import io.sluice.processes.Patience;
import io.sluice.torture.account.Bite;
import io.sluice.torture.system.GatewayProcess;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Changes the gateway's mode to and fro, whatever else happens to it. */
final class ModeSwitching implements AutoCloseable {

    private final GatewayProcess gateway;
    private final Random chance;
    private final Bite bite;
    private final Thread thread = new Thread(this::run, "mode-switching");
    private volatile boolean ended;
    private int asked;
    private int done;

    private ModeSwitching(GatewayProcess gateway, long seed, Bite bite) {
        this.gateway = gateway;
        this.chance = new Random(seed);
        this.bite = bite;
    }

    static ModeSwitching of(GatewayProcess gateway, long seed, Bite bite) {
        ModeSwitching switching = new ModeSwitching(gateway, seed, bite);
        switching.thread.setDaemon(true);
        switching.thread.start();
        return switching;
    }

    private void run() {
        while (!ended) {
            String mode = gateway.status().path("mode").asText();
            if (!mode.isEmpty()) {
                asked++;
                if (gateway.changeMode("direct".equals(mode) ? "iot-rule" : "direct") == 200) {
                    done++;
                }
            }
            Patience.pause(TimeUnit.MILLISECONDS.toNanos(100 + chance.nextInt(1_000)));
        }
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(90));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        bite.saw("mode changed " + done + " times of " + asked);
    }
}
