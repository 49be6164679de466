/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import io.sluice.gateway.config.binding.Checks;
import io.sluice.gateway.config.binding.Default;
import io.sluice.gateway.config.binding.Doc;
import io.sluice.gateway.config.binding.Example;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * One way from a topic filter to a delivery stream.
 *
 * @param name names a lane, its thread and its files: lower case letters, digits and {@code -}, at
 *     most 63, not first {@code -}
 * @param filter an MQTT topic filter (MQTT 5 section 4.7), without {@code $share/}
 * @param qos 0 or 1
 * @param stream the delivery stream's name
 * @param linger how long a reading waits for company, 0 to 15 min
 * @param rule what becomes of a reading before it leaves, and who does it in mode iot-rule
 * @param sluiceId whether readings carry a name
 * @param pack readings to records
 * @param batch records to calls
 */
public record RouteConfig(
        @Doc(
                        "The route's name, in logs, metrics and files: lower case letters, digits and"
                                + " `-`, at most 63. Readings that wait in the spool belong to it: keep it.")
                @Example("telemetry")
                String name,
        @Doc(
                        "The topics, as an MQTT topic filter with `+` and `#`; in quotes if it begins"
                                + " with `#`. Without `$share/`: see `source.sharedGroup`.")
                @Example("sensors/+/telemetry")
                String filter,
        @Doc(
                        "The quality of service of the subscription: 1 loses nothing, 0 may lose what"
                                + " comes while the gateway is away or behind.")
                @Default("1")
                int qos,
        @Doc("The name of the delivery stream, whose source is Direct PUT.")
                @Example("sluice-telemetry")
                String stream,
        @Doc(
                        "How long a reading waits for others to share its record and its call, at most"
                                + " 15m. Longer means a smaller bill.")
                @Default("1s")
                Duration linger,
        @Doc("The topic rule that readings go through, in both modes.") RuleConfig rule,
        @Doc(
                        "Whether readings carry a name of their own, to drop copies downstream. Without a"
                                + " `rule` it becomes the member `sluice_id` of a payload that is a JSON"
                                + " object; a rule reads it, in both modes, by"
                                + " `get(get_user_properties('sluice-id'), 0) AS sluice_id`. Needs"
                                + " `spool.durability: disk`.")
                @Default("false")
                boolean sluiceId,
        @Doc("How readings become records, in mode `direct`.") PackConfig pack,
        @Doc("How records become calls, in mode `direct`.") BatchConfig batch) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /**
     * <a
     * href="https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html">Amazon
     * Data Firehose API Reference, PutRecordBatch: DeliveryStreamName</a>.
     */
    private static final Pattern STREAM = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");

    private static final Duration MAX_LINGER = Duration.ofMinutes(15);

    /**
     * @throws io.sluice.gateway.config.binding.InvalidSettings if a value is refused
     */
    public RouteConfig {
        String filterProblem = TopicFilterRule.problemOf(filter);
        new Checks()
                .that(
                        NAME.matcher(name).matches(),
                        "name",
                        "'"
                                + name
                                + "' is not a route's name; use lower case letters, digits and -, at"
                                + " most 63, and begin with a letter or digit")
                .that(filterProblem == null, "filter", "'" + filter + "' " + filterProblem)
                .that(
                        qos == 0 || qos == 1,
                        "qos",
                        qos == 2
                                ? "2 is not offered; use 1: nothing is lost, and Firehose delivers at"
                                        + " least once in any case"
                                : qos
                                        + " is not a quality of service; use 1, or 0 where loss is fine")
                .that(
                        STREAM.matcher(stream).matches(),
                        "stream",
                        "'"
                                + stream
                                + "' is not a delivery stream's name; AWS allows 1 to 64 of a-z, A-Z,"
                                + " 0-9, _, . and -")
                .between("linger", linger, Duration.ZERO, MAX_LINGER)
                .done();
    }
}
