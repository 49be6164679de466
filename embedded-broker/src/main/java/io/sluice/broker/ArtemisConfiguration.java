/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.jspecify.annotations.Nullable;

/**
 * Artemis, told to be an MQTT broker and nothing else: its ports, no management, and none of the
 * limits that would let it drop a message that it has acknowledged.
 */
final class ArtemisConfiguration {

    static final String ACCEPTOR = "mqtt";
    static final String PLAIN_ACCEPTOR = "mqtt-plain";

    private static final int JOURNAL_FILE_BYTES = 10 << 20;
    private static final int PAGE_BYTES = 2 << 20;
    private static final int MAX_UNACKNOWLEDGED_PAGED_BYTES = 32 << 20;
    private static final long ALL_SUBSCRIPTIONS_BYTES = 256L << 20;
    private static final int NETWORK_THREADS = 3;
    private static final int WORKER_THREADS = 8;

    /** Long enough for a predecessor that is being killed, short enough to say what is wrong. */
    private static final long LOCK_WAIT_MILLIS = 3_000;

    private static final SimpleString NOBODY = SimpleString.of("sluice.nobody");

    private ArtemisConfiguration() {}

    /**
     * @param folder where journal and pages go; in memory mode only pages
     * @param port the port to bind, 0 for a free one
     * @param plainPort the second port to bind, without TLS; {@code null} for none
     */
    static Configuration of(
            EmbeddedBrokerOptions options, Path folder, int port, @Nullable Integer plainPort) {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setName("sluice-embedded-broker");
        storage(configuration, options, folder);
        quiet(configuration);
        configuration.setSecurityEnabled(options.user() != null);
        configuration.setThreadPoolMaxSize(WORKER_THREADS);
        configuration.setScheduledThreadPoolMaxSize(2);
        configuration.addAcceptorConfiguration(
                acceptor(ACCEPTOR, options, options.tls(), folder, port));
        if (plainPort != null) {
            configuration.addAcceptorConfiguration(
                    acceptor(PLAIN_ACCEPTOR, options, null, folder, plainPort));
        }
        configuration.registerBrokerPlugin(new PacketIdPlugin());
        BrokerGate gate = options.gate();
        if (gate != null) {
            configuration.registerBrokerPlugin(new GatePlugin(gate));
        }
        configuration.addAddressSetting("#", everyAddress(options));
        return configuration;
    }

    private static void storage(
            ConfigurationImpl configuration, EmbeddedBrokerOptions options, Path folder) {
        configuration.setPersistenceEnabled(options.data() != null);
        configuration.setJournalType(JournalType.NIO);
        configuration.setJournalDirectory(folder.resolve("journal").toString());
        configuration.setBindingsDirectory(folder.resolve("bindings").toString());
        configuration.setPagingDirectory(folder.resolve("paging").toString());
        configuration.setLargeMessagesDirectory(folder.resolve("large-messages").toString());
        configuration.setJournalFileSize(JOURNAL_FILE_BYTES);
        configuration.setJournalMinFiles(2);
        configuration.setJournalPoolFiles(4);
        configuration.setJournalLockAcquisitionTimeout(LOCK_WAIT_MILLIS);
        // without a bound of its own Artemis takes half of the heap
        configuration.setGlobalMaxSize(
                Math.min(ALL_SUBSCRIPTIONS_BYTES, Runtime.getRuntime().maxMemory() / 3));
        // a disk that is 90 % full would block every publisher
        configuration.setMaxDiskUsage(-1);
    }

    private static void quiet(ConfigurationImpl configuration) {
        configuration.setJMXManagementEnabled(false);
        configuration.setMessageCounterEnabled(false);
        configuration.setCriticalAnalyzer(false);
        configuration.setGracefulShutdownEnabled(false);
        configuration.setPersistIDCache(false);
        configuration.setConfigurationFileRefreshPeriod(-1);
        configuration.setAddressQueueScanPeriod(-1);
        configuration.setMessageExpiryScanPeriod(-1);
    }

    private static AddressSettings everyAddress(EmbeddedBrokerOptions options) {
        return new AddressSettings()
                // the default of 10 attempts drops what was unacknowledged over ten reconnections
                .setMaxDeliveryAttempts(-1)
                // never used, since no attempt is the last; without names Artemis warns of each
                // queue. What has expired by its publisher's will goes to nobody.
                .setDeadLetterAddress(NOBODY)
                .setExpiryAddress(NOBODY)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setMaxSizeBytes(options.memoryPerSubscriptionBytes())
                .setPageSizeBytes(PAGE_BYTES)
                // a full MQTT window of 65,535 readings that are not acknowledged yet
                .setMaxReadPageBytes(MAX_UNACKNOWLEDGED_PAGED_BYTES)
                .setAutoDeleteAddresses(false)
                .setAutoDeleteQueues(false);
    }

    private static TransportConfiguration acceptor(
            String name,
            EmbeddedBrokerOptions options,
            @Nullable BrokerTls tls,
            Path folder,
            int port) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put(TransportConstants.HOST_PROP_NAME, options.host());
        parameters.put(TransportConstants.PORT_PROP_NAME, port);
        parameters.put(TransportConstants.PROTOCOLS_PROP_NAME, "MQTT");
        parameters.put(TransportConstants.REMOTING_THREADS_PROPNAME, NETWORK_THREADS);
        parameters.put(TransportConstants.QUIET_PERIOD, 0);
        BrokerGate gate = options.gate();
        if (gate != null) {
            parameters.put("serverKeepAlive", gate.terms().keepAliveSeconds());
            // Artemis would close a WebSocket whose frame has more than 64 KiB
            parameters.put(
                    TransportConstants.WEB_SOCKET_MAX_FRAME_PAYLOAD_LENGTH,
                    2 * gate.terms().maximumPacketBytes());
        }
        if (tls != null) {
            parameters.putAll(TlsParameters.of(tls, folder));
        }
        return new TransportConfiguration(
                NettyAcceptorFactory.class.getName(), parameters, name, new HashMap<>());
    }
}
