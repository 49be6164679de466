/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.status.Status;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StderrLoggingTest {

    private final LoggerContext logging = new LoggerContext();

    @AfterEach
    void tidy() {
        System.clearProperty("SLUICE_LOG_LEVEL");
        System.clearProperty("SLUICE_LIBRARY_LOG_LEVEL");
        System.clearProperty("logback.configurationFile");
        logging.stop();
    }

    @Test
    void isWhatLogbackFinds() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

        assertThat(context.getLogger("ROOT").getAppender("stderr")).isNotNull();
    }

    @Test
    void saysWhenWhereAndWithWhatInOneLine() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        logging.setMDCAdapter(new LogbackMDCAdapter()); // as slf4j's provider does
        new StderrLogging().configure(logging);
        ConsoleAppender<ILoggingEvent> stderr =
                (ConsoleAppender<ILoggingEvent>) logging.getLogger("ROOT").getAppender("stderr");
        stderr.setOutputStream(said); // logback keeps the stream that was stderr at its first use

        logging.getLogger("io.sluice.some.Place").atInfo().addKeyValue("port", 1883).log("Hear");

        assertThat(stderr.getTarget()).isEqualTo("System.err");
        assertThat(said.toString(StandardCharsets.UTF_8))
                .matches(
                        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  \\["
                                + Thread.currentThread().getName()
                                + "\\] Place Hear port=\"1883\"\\R");
        assertThat(logging.getStatusManager().getCopyOfStatusList())
                .noneMatch(status -> status.getLevel() >= Status.WARN);
    }

    @Test
    void librariesSayLessThanWeDo() {
        new StderrLogging().configure(logging);

        assertThat(level("io.sluice.some.Place")).isEqualTo(Level.INFO);
        assertThat(level("org.example.Library")).isEqualTo(Level.WARN);
        assertThat(level("org.apache.activemq.audit.base")).isEqualTo(Level.OFF);
    }

    @Test
    void levelsAreTakenFromThePropertiesOfTheSystem() {
        System.setProperty("SLUICE_LOG_LEVEL", "debug");
        System.setProperty("SLUICE_LIBRARY_LOG_LEVEL", "error");

        new StderrLogging().configure(logging);

        assertThat(level("io.sluice.some.Place")).isEqualTo(Level.DEBUG);
        assertThat(level("org.example.Library")).isEqualTo(Level.ERROR);
    }

    @Test
    void leavesItToTheFileThatWasNamed() {
        System.setProperty("logback.configurationFile", "mine.xml");

        assertThat(new StderrLogging().configure(logging))
                .isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
        assertThat(logging.getLogger("ROOT").iteratorForAppenders().hasNext()).isFalse();
    }

    private Level level(String logger) {
        return logging.getLogger(logger).getEffectiveLevel();
    }
}
