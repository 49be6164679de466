/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import io.sluice.gateway.config.binding.Checks;
import io.sluice.gateway.config.binding.Default;
import io.sluice.gateway.config.binding.Doc;
import io.sluice.gateway.config.binding.Example;
import io.sluice.toolkit.DataSize;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The session with the MQTT broker.
 *
 * @param broker {@code mqtt://HOST[:PORT]} or {@code mqtts://HOST[:PORT]}
 * @param clientId the name of the session; stable over restarts, 1 to 65,535 bytes; {@code
 *     {hostname}} in it is filled in
 * @param protocol the MQTT version
 * @param username for the broker
 * @param password for the broker; see {@link #readPassword()}
 * @param passwordFile a file with the password; see {@link #readPassword()}
 * @param keepAlive the longest silence, whole seconds, 1 s to 65,535 s
 * @param sessionExpiry how long the broker keeps the session of a gateway that is away, whole
 *     seconds, 1 s to 4,294,967,295 s (which is for ever)
 * @param receiveMaximum how many messages the broker may send ahead of acknowledgements, 1 to
 *     65,535
 * @param maxUnsettledBytes of payloads in memory that are not settled, 1 MiB or more
 * @param sharedGroup the group of a shared subscription, or null for a subscription of our own
 * @param connectTimeout for TCP, TLS and CONNACK together
 * @param tls certificates, for {@code mqtts://}
 * @param reconnect pauses between attempts
 */
public record SourceConfig(
        @Doc(
                        "The broker: `mqtt://HOST[:PORT]` or, with TLS, `mqtts://HOST[:PORT]`; the"
                                + " port is 1883 or 8883 if it is left out.")
                @Example("mqtt://localhost:1883")
                URI broker,
        @Doc(
                        "The name of the gateway's session at the broker, 1 to 65,535 bytes. Keep it"
                                + " over restarts, since the broker holds what is not acknowledged"
                                + " under this name; give each gateway at one broker its own."
                                + " `{hostname}` in it becomes this machine's name, or the"
                                + " container's.")
                @Default("sluice-gateway")
                String clientId,
        @Doc("The MQTT version.") @Default("mqtt5") Protocol protocol,
        @Doc("The user name for the broker.") @Nullable String username,
        @Doc("The password for the broker; better given by `passwordFile` or the environment.")
                @Nullable Secret password,
        @Doc("A file that holds the password, in place of `password`; read at each connect.")
                @Nullable Path passwordFile,
        @Doc(
                        "After how much silence a sign of life is exchanged; whole seconds, 1s to"
                                + " 65535s.")
                @Default("30s")
                Duration keepAlive,
        @Doc(
                        "How long the broker keeps the session, and the readings that wait in it,"
                                + " while the gateway is away; whole seconds, 1s to 4294967295s (for"
                                + " ever). MQTT 5 only: with `mqtt3.1.1` the broker decides.")
                @Default("7d")
                Duration sessionExpiry,
        @Doc(
                        "How many readings the broker may send ahead of acknowledgements, 1 to"
                                + " 65535. MQTT 5 only.")
                @Default("4096")
                int receiveMaximum,
        @Doc(
                        "The most bytes of readings that may be in memory and not yet safe, 1MiB or"
                                + " more. Above it the gateway reads no further from the broker until"
                                + " there is room.")
                @Default("32MiB")
                DataSize maxUnsettledBytes,
        @Doc(
                        "Makes the subscriptions shared, `$share/GROUP/FILTER`: gateways of one group"
                                + " share the readings. Without `/`, `+` and `#`.")
                @Nullable String sharedGroup,
        @Doc("How long one attempt to connect may take.") @Default("10s") Duration connectTimeout,
        @Doc("Certificates, for `mqtts://`.") TlsConfig tls,
        @Doc("The pauses between attempts to connect.") ReconnectConfig reconnect) {

    private static final int MQTT_PORT = 1883;
    private static final int MQTTS_PORT = 8883;

    /** MQTT 5 section 3.1.2.10: two bytes. */
    private static final Duration MAX_KEEP_ALIVE = Duration.ofSeconds(65_535);

    /** MQTT 5 section 3.1.2.11.2: four bytes; all ones is "does not expire". */
    private static final Duration MAX_SESSION_EXPIRY = Duration.ofSeconds(0xFFFF_FFFFL);

    /** MQTT 5 section 3.1.2.11.3: two bytes. */
    private static final int MAX_RECEIVE_MAXIMUM = 65_535;

    /**
     * @throws io.sluice.gateway.config.binding.InvalidSettings if a value is refused
     */
    public SourceConfig {
        clientId = HostName.fillIn(clientId);
        Checks checks = new Checks();
        UriRule.checkBroker(checks, "broker", broker);
        checks.mqttText("clientId", clientId)
                .that(
                        !clientId.contains(HostName.PLACEHOLDER),
                        "clientId",
                        "holds {hostname}, and this machine has no name; set HOSTNAME, or write"
                                + " the name out")
                .mqttText("username", username)
                .that(
                        password == null || passwordFile == null,
                        "password",
                        "is given together with passwordFile; keep one of the two",
                        "passwordFile")
                .that(
                        protocol == Protocol.MQTT5
                                || username != null
                                || (password == null && passwordFile == null),
                        "username",
                        "is missing, and MQTT 3.1.1 takes no password without one; set it, or use"
                                + " protocol mqtt5",
                        "protocol",
                        "password",
                        "passwordFile")
                .readableFile("passwordFile", passwordFile)
                .wholeSeconds("keepAlive", keepAlive)
                .between("keepAlive", keepAlive, Duration.ofSeconds(1), MAX_KEEP_ALIVE)
                .wholeSeconds("sessionExpiry", sessionExpiry)
                .atLeast("sessionExpiry", sessionExpiry, Duration.ofSeconds(1))
                .atMost(
                        "sessionExpiry",
                        sessionExpiry,
                        MAX_SESSION_EXPIRY,
                        "MQTT's limit of 4294967295s, which is for ever")
                .between("receiveMaximum", receiveMaximum, 1, MAX_RECEIVE_MAXIMUM)
                .atLeast("maxUnsettledBytes", maxUnsettledBytes, DataSize.ofMib(1))
                .mqttText("sharedGroup", sharedGroup)
                .that(
                        sharedGroup == null
                                || sharedGroup.chars().noneMatch(c -> "/+#".indexOf(c) >= 0),
                        "sharedGroup",
                        sharedGroup
                                + " holds /, + or #, which MQTT does not allow in a group's name")
                .between(
                        "connectTimeout", connectTimeout, Duration.ofMillis(1), Duration.ofHours(1))
                .that(
                        UriRule.secure(broker) || tls.isDefault(),
                        "tls",
                        "is set, but the broker is "
                                + UriRule.shown(broker)
                                + ", without TLS; write mqtts:// or leave tls out",
                        "broker")
                .done();
    }

    /** The host of the broker; an IPv6 address without its brackets. */
    public String host() {
        String host = broker.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The port of the broker: from the URI, else MQTT's own. */
    public int port() {
        if (broker.getPort() >= 0) {
            return broker.getPort();
        }
        return secure() ? MQTTS_PORT : MQTT_PORT;
    }

    /** Whether the connection is made with TLS. */
    public boolean secure() {
        return UriRule.secure(broker);
    }

    /**
     * The password, from {@code password} or, freshly read, from {@code passwordFile}; null if
     * there is none.
     *
     * @throws java.io.UncheckedIOException if the file cannot be read; the message names it
     */
    public @Nullable Secret readPassword() {
        return passwordFile == null ? password : Secret.readFrom(passwordFile);
    }

    SourceConfig withClientId(String changed) {
        return new SourceConfig(
                broker,
                changed,
                protocol,
                username,
                password,
                passwordFile,
                keepAlive,
                sessionExpiry,
                receiveMaximum,
                maxUnsettledBytes,
                sharedGroup,
                connectTimeout,
                tls,
                reconnect);
    }
}
