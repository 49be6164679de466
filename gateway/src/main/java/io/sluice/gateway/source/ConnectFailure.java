/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.source;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5Disconnect;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import io.netty.channel.ChannelPipelineException;
import io.sluice.gateway.config.SourceConfig;
import io.sluice.toolkit.Reason;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What is likely behind a connection that did not come about or ended, and what to do. A broker at
 * whose port one side speaks TLS and the other does not just closes the connection, so before the
 * first success that is what is named. A pure function.
 */
final class ConnectFailure {

    private ConnectFailure() {}

    /**
     * One line, such as {@code Connection refused; start the broker, or correct source.broker if
     * another host or port is meant}.
     *
     * @param everConnected whether the broker took us before: then the settings are good, and only
     *     what happened is said
     */
    static String describe(Throwable failure, SourceConfig config, boolean everConnected) {
        Throwable cause = deepest(failure);
        if (cause instanceof Mqtt5DisconnectException disconnected) {
            return described(disconnected.getMqttMessage(), config);
        }
        String reason = Reason.of(cause);
        if (everConnected) {
            return reason;
        }
        if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
            return "unknown host " + config.host() + "; correct source.broker, or mend the name";
        }
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.startsWith("connection refused")) {
            return reason
                    + ", nothing listens there; start the broker, or correct source.broker if"
                    + " another host or port is meant";
        }
        if (cause instanceof NoRouteToHostException || lower.contains("timed out")) {
            return reason + "; check source.broker, the network and firewalls";
        }
        if (lower.contains("reset") || lower.contains("closed") || lower.contains("broken pipe")) {
            return reason
                    + " before the broker took us; "
                    + (config.secure()
                            ? "mqtts:// needs a port that speaks TLS (usually 8883): if it does"
                                    + " not, name the right port or mqtt:// in source.broker"
                            : "if its port speaks TLS, name it with mqtts:// in source.broker");
        }
        return reason;
    }

    /** The client's own words for every DISCONNECT of MQTT 5 are that there was one. */
    private static String described(Mqtt5Disconnect disconnect, SourceConfig config) {
        if (disconnect.getReasonCode() == Mqtt5DisconnectReasonCode.SESSION_TAKEN_OVER) {
            return "another client has connected as '"
                    + config.clientId()
                    + "' and taken the session over; give each gateway its own source.clientId";
        }
        return "the broker ended the connection ("
                + disconnect.getReasonCode()
                + disconnect.getReasonString().map(words -> ", " + words).orElse("")
                + ")";
    }

    /** What TLS says is wrong, or null if it is not TLS that failed. */
    static @Nullable String ofTls(Throwable failure) {
        SSLException tls = first(SSLException.class, failure);
        return tls == null ? null : String.valueOf(tls.getMessage());
    }

    /** Whether the client refuses to put what belongs to its session into another connection. */
    static boolean isBeyondRepair(Throwable failure) {
        return first(ChannelPipelineException.class, failure) != null;
    }

    private static <T extends Throwable> @Nullable T first(Class<T> kind, Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (kind.isInstance(at)) {
                return kind.cast(at);
            }
        }
        return null;
    }

    private static Throwable deepest(Throwable failure) {
        Throwable at = failure;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }
}
