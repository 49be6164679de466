/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import io.sluice.gateway.config.binding.Checks;
import io.sluice.gateway.config.binding.Default;
import io.sluice.gateway.config.binding.Doc;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * AWS IoT Core, for mode {@code iot-rule}.
 *
 * @param forwarding how readings reach the rule
 * @param endpoint {@code mqtts://HOST[:PORT]} or {@code wss://HOST[:PORT]} (SigV4), or {@code
 *     mqtt://HOST:PORT} for a local AWS; null to ask for it
 * @param clientIdPrefix what the client ids of the connections begin with; null: the source's
 *     client id and {@code -relay}
 * @param tls certificates, for {@code mqtts://}
 * @param publishTo which topic readings are published to
 * @param maxConnections the most connections at once, 1 to 1,000
 * @param acknowledgeTimeout without a PUBACK for so long a connection is given up, and what is
 *     under way on it sent again by another; 1 s or more
 * @param errorTopic the topic that the rule's error action republishes to, to be watched; null:
 *     none
 * @param onRuleError what becomes of a reading that the rule's action has failed for
 * @param ruleSettleTime what to wait after the rule was enabled
 * @param ruleCheckInterval how often the deployed rule is looked at in mode iot-rule
 * @param confirmInterval how soon after an acknowledgement the rule is looked at, to confirm it; 0:
 *     acknowledgements are believed
 * @param provenance whether readings carry where they come from as MQTT 5 user properties
 * @param accountId the account's number, for {@code accountid()} in direct mode
 */
public record IotCoreConfig(
        @Doc(
                        "How readings reach the rule in mode `iot-rule`: `relay` publishes them to AWS IoT"
                                + " Core; `rule-only` is for a source broker that is AWS IoT Core itself:"
                                + " the gateway enables the rule and steps aside.")
                @Default("relay")
                Forwarding forwarding,
        @Doc(
                        "AWS IoT Core's data endpoint: `mqtts://HOST[:PORT]` with a client certificate,"
                                + " or `wss://HOST[:PORT]` signed with the credentials of `aws`"
                                + " (SigV4); `mqtt://HOST:PORT` for a local AWS. Asked for"
                                + " (iot:DescribeEndpoint) if it is left out.")
                @Nullable URI endpoint,
        @Doc(
                        "What the client ids of the connections begin with; a number follows. Each"
                                + " gateway needs its own. Left out: `source.clientId` and `-relay`.")
                @Nullable String clientIdPrefix,
        @Doc("Certificates, for `mqtts://`.") TlsConfig tls,
        @Doc(
                        "Which topic readings are published to: `basic-ingest` to"
                                + " `$aws/rules/RULE/TOPIC`, which costs no message; `topic` to their own,"
                                + " for other rules and subscribers too.")
                @Default("basic-ingest")
                PublishTo publishTo,
        @Doc(
                        "The most connections at once, 1 to 1000. AWS takes 100 readings a second on one;"
                                + " the gateway opens as many as the rate needs.")
                @Default("50")
                int maxConnections,
        @Doc(
                        "After how long without an acknowledgement a connection is given up, and what is"
                                + " under way on it is sent again by another.")
                @Default("10s")
                Duration acknowledgeTimeout,
        @Doc(
                        "The topic that the rule's error action republishes to. If it is set, the gateway"
                                + " listens to it, counts what the rule's action failed for, and does with"
                                + " it as `onRuleError` says.")
                @Nullable String errorTopic,
        @Doc(
                        "What becomes of a reading that the rule's action failed for: `quarantine`, or"
                                + " `spool`, to be sent again.")
                @Default("quarantine")
                OnRuleError onRuleError,
        @Doc(
                        "What to wait after the rule was enabled, before readings are sent to it: AWS"
                                + " needs a moment until it is so everywhere. With `rule-only` also what"
                                + " the gateway waits once it is subscribed, before the rule is disabled.")
                @Default("10s")
                Duration ruleSettleTime,
        @Doc(
                        "How often the deployed rule is looked at in mode `iot-rule` (iot:GetTopicRule)."
                                + " While it is missing or disabled, nothing is sent to it.")
                @Default("10s")
                Duration ruleCheckInterval,
        @Doc(
                        "How soon after a reading was acknowledged the rule is looked at once more"
                                + " (iot:GetTopicRule): only then the reading is released, since AWS IoT"
                                + " Core also acknowledges what no rule takes. With `durability: broker`"
                                + " no more than the broker's window goes out in this time. `0s` believes"
                                + " acknowledgements.")
                @Default("1s")
                Duration confirmInterval,
        @Doc(
                        "Whether readings carry where they come from as MQTT 5 user properties, which"
                                + " the rule can read in both modes: `sluice-received-at`,"
                                + " `sluice-retained`, `sluice-gateway`.")
                @Default("false")
                boolean provenance,
        @Doc("The account's number, for the rule's `accountid()` in mode `direct`.")
                @Default("000000000000")
                String accountId) {

    private static final int SIGNED_PORT = 443;
    private static final int CERTIFICATE_PORT = 8883;
    private static final int PLAIN_PORT = 1883;
    private static final int MOST_CONNECTIONS = 1_000;

    /** Leaves room for the connection's number in AWS IoT Core's 128 bytes of a client id. */
    private static final Pattern CLIENT_ID_PREFIX = Pattern.compile("[^/+#\\p{Cntrl}$]{1,120}");

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Set<String> SCHEMES = Set.of("mqtts", "wss", "mqtt");

    /**
     * @throws io.sluice.gateway.config.binding.InvalidSettings if a value is refused
     */
    public IotCoreConfig {
        Checks checks = new Checks();
        if (endpoint != null) {
            checks.that(
                    endpoint.getScheme() != null && SCHEMES.contains(endpoint.getScheme()),
                    "endpoint",
                    UriRule.shown(endpoint)
                            + " is not an endpoint; write mqtts://HOST:8883 or wss://HOST:443");
            UriRule.checkAuthority(
                    checks, "endpoint", endpoint, "AWS IoT Core knows certificates and SigV4");
            checks.that(
                    "mqtts".equals(endpoint.getScheme()) || tls.certificateFile() == null,
                    "tls",
                    "has a client certificate, but the endpoint is "
                            + UriRule.shown(endpoint)
                            + "; write mqtts:// or leave it out",
                    "endpoint");
        }
        checks.that(
                        clientIdPrefix == null
                                || CLIENT_ID_PREFIX.matcher(clientIdPrefix).matches(),
                        "clientIdPrefix",
                        "'"
                                + clientIdPrefix
                                + "' is not fit for a client id; use 1 to 120 letters, digits, - and _")
                .between("maxConnections", maxConnections, 1, MOST_CONNECTIONS)
                .between(
                        "acknowledgeTimeout",
                        acknowledgeTimeout,
                        Duration.ofSeconds(1),
                        Duration.ofHours(1))
                .that(
                        errorTopic == null || TopicFilterRule.problemOf(errorTopic) == null,
                        "errorTopic",
                        "'"
                                + errorTopic
                                + "' "
                                + (errorTopic == null ? "" : TopicFilterRule.problemOf(errorTopic)))
                .between("ruleSettleTime", ruleSettleTime, Duration.ZERO, Duration.ofMinutes(10))
                .between(
                        "ruleCheckInterval",
                        ruleCheckInterval,
                        Duration.ofMillis(100),
                        Duration.ofHours(1))
                .between("confirmInterval", confirmInterval, Duration.ZERO, Duration.ofMinutes(1))
                .that(
                        errorTopic == null
                                || endpoint == null
                                || !"wss".equals(endpoint.getScheme()),
                        "errorTopic",
                        "is set, and the endpoint is wss://; listening needs mqtts:// and a client certificate",
                        "endpoint")
                .that(
                        ACCOUNT.matcher(accountId).matches(),
                        "accountId",
                        "'"
                                + accountId
                                + "' is not an account's number; write its twelve digits, in quotes")
                .done();
    }

    /** The port that goes with an endpoint's scheme if it names none. */
    public static int portOf(URI endpoint) {
        if (endpoint.getPort() >= 0) {
            return endpoint.getPort();
        }
        return switch (String.valueOf(endpoint.getScheme())) {
            case "wss" -> SIGNED_PORT;
            case "mqtts" -> CERTIFICATE_PORT;
            default -> PLAIN_PORT;
        };
    }
}
