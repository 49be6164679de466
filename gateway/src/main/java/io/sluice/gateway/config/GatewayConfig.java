/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import io.sluice.gateway.config.binding.Checks;
import io.sluice.gateway.config.binding.Default;
import io.sluice.gateway.config.binding.Doc;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All settings of a gateway.
 *
 * @param mode the way by which readings leave
 * @param dataDirectory the folder of spool and quarantine; one gateway at a time
 * @param source the MQTT broker
 * @param spool where readings wait
 * @param routes which topics go to which stream; at least one, with different names
 * @param aws region, endpoint and credentials
 * @param firehose calls, quotas and retries
 * @param iotCore AWS IoT Core, for mode iot-rule
 * @param quarantine where readings go that Firehose will never take
 * @param admin the HTTP port for health, metrics and status
 * @param shutdown the orderly stop
 */
public record GatewayConfig(
        @Doc(
                        "The way by which readings leave: `direct` puts them into Firehose itself;"
                                + " `iot-rule` leaves that to a topic rule of AWS IoT Core. A running"
                                + " gateway's mode is changed by `sluice mode`; what was chosen last,"
                                + " there or here, counts.")
                @Default("direct")
                Mode mode,
        @Doc(
                        "The folder that holds spool and quarantine. It is created if it is missing,"
                                + " and belongs to one gateway at a time. `{slot}` in it, and in"
                                + " `source.clientId`, becomes the lowest number from 0 that no other"
                                + " gateway has taken, for several that are started alike.")
                @Default("./data/gateway")
                Path dataDirectory,
        @Doc("The MQTT broker that readings come from.") SourceConfig source,
        @Doc("Where readings wait between broker and Firehose.") SpoolConfig spool,
        @Doc(
                        "Which topics go to which delivery stream; at least one, each with a name of"
                                + " its own. A topic that several filters match goes to each of their"
                                + " streams.")
                List<RouteConfig> routes,
        @Doc("Where AWS is and who asks.") AwsConfig aws,
        @Doc("How records are put into the delivery streams.") FirehoseConfig firehose,
        @Doc("AWS IoT Core, for mode `iot-rule`.") IotCoreConfig iotCore,
        @Doc("Where readings go that Firehose will never take.") QuarantineConfig quarantine,
        @Doc("The HTTP port for health, metrics and status.") AdminConfig admin,
        @Doc("The orderly stop.") ShutdownConfig shutdown) {

    /**
     * @throws io.sluice.gateway.config.binding.InvalidSettings if a value is refused
     */
    public GatewayConfig {
        routes = List.copyOf(routes);
        Checks checks =
                new Checks()
                        .that(
                                !routes.isEmpty(),
                                "routes",
                                "there is none; add one with name, filter and stream")
                        .that(
                                Slot.isIn(dataDirectory) == Slot.isIn(source.clientId()),
                                "source.clientId",
                                "and dataDirectory hold {slot} both, or neither: a gateway's session"
                                        + " and its spool belong together",
                                "dataDirectory");
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < routes.size(); i++) {
            Integer earlier = seen.putIfAbsent(routes.get(i).name(), i);
            checks.that(
                    earlier == null,
                    "routes[" + i + "].name",
                    routes.get(i).name()
                            + " is already the name of routes["
                            + earlier
                            + "]; give each route a name of its own");
            checks.that(
                    mode != Mode.IOT_RULE || routes.get(i).rule().name() != null,
                    "routes[" + i + "].rule.name",
                    "is missing, and mode is iot-rule; name the deployed topic rule",
                    "mode");
            checks.that(
                    !routes.get(i).sluiceId() || spool.durability() == Durability.DISK,
                    "routes[" + i + "].sluiceId",
                    "is on, and spool.durability is broker: a reading has no place in a log then that"
                            + " it could be named by; use durability disk, or let devices name their"
                            + " readings",
                    "spool.durability");
        }
        checks.done();
    }

    /** The same for the gateway that has taken this slot. */
    public GatewayConfig atSlot(int number) {
        return with(
                Slot.fillIn(dataDirectory, number),
                source.withClientId(Slot.fillIn(source.clientId(), number)));
    }

    /** The same with another folder of spool and quarantine. */
    public GatewayConfig withDataDirectory(Path directory) {
        return with(directory, source);
    }

    private GatewayConfig with(Path directory, SourceConfig other) {
        return new GatewayConfig(
                mode,
                directory,
                other,
                spool,
                routes,
                aws,
                firehose,
                iotCore,
                quarantine,
                admin,
                shutdown);
    }

    /** What the client ids of the connections to AWS IoT Core begin with. */
    public String relayClientIdPrefix() {
        String prefix = iotCore.clientIdPrefix();
        return prefix == null ? source.clientId() + "-relay" : prefix;
    }
}
