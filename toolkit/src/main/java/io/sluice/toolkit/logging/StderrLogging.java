/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.OptionHelper;
import java.util.List;

/**
 * Logs to stderr, since stdout belongs to what programs read; a line a message, in UTC. {@code
 * SLUICE_LOG_LEVEL} is the level of Sluice's own loggers (info), {@code SLUICE_LIBRARY_LOG_LEVEL}
 * that of all others (warn); properties of the system go before the environment.
 *
 * <p>Written in Java since logback takes a tenth of a gateway's start to read the same as XML. Who
 * wants another configuration names its file in the property {@code logback.configurationFile}.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_NORMAL_PRIORITY)
public final class StderrLogging extends ContextAwareBase implements Configurator {

    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level [%thread] %logger{0} %msg %kvp%n%rEx";

    private static final List<String> SILENT =
            List.of(
                    // seven lines a message at INFO, and half the rate
                    "org.apache.activemq.audit",
                    // says "Failed to start Javalin" of what the command itself says in one line
                    "io.javalin.Javalin",
                    // says for each message what the source says once: the broker sent more than
                    // the receive maximum
                    "com.hivemq.client.internal.mqtt.handler.publish.incoming.MqttIncomingQosHandler");

    /** For logback, which finds it as a service. */
    public StderrLogging() {}

    @Override
    public ExecutionStatus configure(LoggerContext logging) {
        if (System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        SILENT.forEach(name -> logging.getLogger(name).setLevel(Level.OFF));
        logging.getLogger("io.sluice").setLevel(level("SLUICE_LOG_LEVEL", Level.INFO));
        Logger root = logging.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(level("SLUICE_LIBRARY_LOG_LEVEL", Level.WARN));
        root.addAppender(stderr(logging));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Level level(String variable, Level otherwise) {
        String value = OptionHelper.getSystemProperty(variable);
        return Level.toLevel(value == null ? OptionHelper.getEnv(variable) : value, otherwise);
    }

    private static ConsoleAppender<ILoggingEvent> stderr(LoggerContext logging) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(logging);
        encoder.setPattern(PATTERN);
        encoder.start();
        ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
        stderr.setContext(logging);
        stderr.setName("stderr");
        stderr.setTarget("System.err");
        stderr.setEncoder(encoder);
        stderr.start();
        return stderr;
    }
}
