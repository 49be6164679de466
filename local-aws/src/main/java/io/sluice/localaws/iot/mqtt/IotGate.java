/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.mqtt;

import io.sluice.broker.BrokerGate;
import io.sluice.broker.ConnectionGate;
import io.sluice.broker.GateTerms;
import io.sluice.broker.GatedClient;
import io.sluice.localaws.access.AccessLog;
import io.sluice.localaws.iot.engine.RuleEngine;
import java.util.function.LongSupplier;

/** Makes an MQTT broker into AWS IoT Core's: its limits, its reserved topics, its rules. */
public final class IotGate implements BrokerGate {

    private static final GateTerms TERMS =
            new GateTerms(
                    IotLimits.MAX_UNACKNOWLEDGED,
                    1,
                    IotLimits.MAX_PACKET_BYTES,
                    IotLimits.MAX_PAYLOAD_BYTES,
                    IotLimits.MAX_TOPIC_ALIASES,
                    IotLimits.MAX_KEEP_ALIVE_SECONDS);

    private final RuleEngine engine;
    private final AccessLog log;
    private final boolean limited;
    private final LongSupplier nanos;

    /**
     * @param engine gets every publish that is let in
     * @param log notes what clients ask for
     * @param limited whether connections are held to their rates
     * @param nanos the clock of the rates
     */
    public IotGate(RuleEngine engine, AccessLog log, boolean limited, LongSupplier nanos) {
        this.engine = engine;
        this.log = log;
        this.limited = limited;
        this.nanos = nanos;
    }

    @Override
    public GateTerms terms() {
        return TERMS;
    }

    @Override
    public ConnectionGate connected(GatedClient client) {
        engine.counters().count("Connect.Success");
        return new IotConnection(client, engine, log, limited ? new ConnectionRates(nanos) : null);
    }
}
