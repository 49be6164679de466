/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hivemq.client.mqtt.MqttClient;
import io.sluice.gateway.app.CutLine;
import io.sluice.gateway.app.Publisher;
import io.sluice.gateway.app.Readings;
import io.sluice.gateway.config.Protocol;
import io.sluice.gateway.message.InboundMessage;
import io.sluice.gateway.source.SourceRefusedException;
import io.sluice.localaws.iot.mqtt.CertificateFiles;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the gateway's source and an MQTT broker promise one another, tried with a real broker over
 * both protocols. What came of it is compared with the table in {@code docs/brokers.md}; to write
 * that table anew: {@code ./mvnw -pl gateway -am verify -Dit.test='*ContractIT'
 * -Dsluice.docs.update=true -Dtest=NoSuchTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ContractRecorder.class)
abstract class BrokerContract {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String QUICK = "reconnect: {initialDelay: 50ms, maxDelay: 200ms}";
    private static final String NEVER_AGAIN = "reconnect: {initialDelay: 1h, maxDelay: 1h}";

    private BrokerUnderTest broker;
    private BrokerReport report;
    private CertificateFiles certificates;
    private Path folder;

    // for one test
    private String session;
    private String topic;

    /** Starts the broker, or aborts with the reason why it cannot be had. */
    abstract BrokerUnderTest start(Path where, CertificateFiles with) throws Exception;

    @BeforeAll
    final void startBroker(@TempDir Path where) throws Exception {
        folder = where;
        certificates = Certificates.in(where.resolve("certificates"));
        broker = start(where, certificates);
        report = new BrokerReport(broker.name(), broker.version());
    }

    @AfterAll
    final void stopBroker() throws Exception {
        if (broker == null) {
            return;
        }
        broker.close();
        report.write();
        BrokerTable table = BrokerTable.read();
        String pageBefore = table.page();
        String versionBefore = table.versionOf(report.broker());
        table.enter(report);
        if (Boolean.getBoolean("sluice.docs.update")) {
            Files.writeString(BrokerTable.PAGE, table.page());
        } else if (!versionBefore.equals(report.version())) {
            Console.say(
                    "docs/brokers.md is about %s %s, this is %s: not compared"
                            .formatted(report.broker(), versionBefore, report.version()));
        } else {
            assertThat(table.page())
                    .as(
                            "docs/brokers.md is stale; the comment of BrokerContract says how to mend it")
                    .isEqualTo(pageBefore);
        }
    }

    @BeforeEach
    final void newSession() {
        session = "contract-" + UUID.randomUUID();
        topic = session + "/telemetry";
    }

    final BrokerReport report() {
        return report;
    }

    @ParameterizedTest
    @EnumSource
    @Proves(BrokerProperty.PERSISTENT_SESSION)
    void keepsTheSessionWhileTheGatewayIsAway(Protocol protocol) {
        // Given
        List<String> readings = Readings.numbered(200);
        subject(protocol, QUICK).established().close();

        // When
        publish(readings);

        // Then
        try (Subject back = subject(protocol, QUICK)) {
            back.settleAll();
            back.awaitTaken(readings.size());
            assertThat(back.texts()).containsExactlyInAnyOrderElementsOf(readings);
            assertThat(back.sessionsPresent()).containsExactly(true);
        }
        assertThatNothingIsLeft(protocol);
    }

    @ParameterizedTest
    @EnumSource
    @Proves(BrokerProperty.SESSION_LOST)
    void subscribesAgainWhereTheSessionIsGone(Protocol protocol) {
        // Given: it does not come back while its session is being ended
        List<String> readings = Readings.numbered(20);
        String later = "reconnect: {initialDelay: 2s, maxDelay: 2s}";
        try (Subject subject = subject(protocol, later).established()) {
            subject.settleAll();

            // When
            endSession();
            subject.awaitConnects(2);
            await().atMost(PATIENCE).until(() -> subject.problem().isEmpty());
            publish(readings);

            // Then
            subject.awaitTaken(readings.size());
            assertThat(subject.texts()).isEqualTo(readings);
            assertThat(subject.sessionsPresent()).endsWith(false);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves(BrokerProperty.REDELIVERY)
    void takesAgainWhatTheBrokerHasNoAcknowledgementFor(Protocol protocol) throws Exception {
        // Given: acknowledgements that do not get through
        List<String> readings = waiting(protocol);
        try (CutLine line = new CutLine(broker.open().gateway());
                Subject subject = subject(line.uri(), protocol, QUICK).established()) {
            subject.awaitTaken(readings.size());
            line.swallow();
            subject.settleAll();

            // When
            line.cut();

            // Then
            subject.awaitTaken(2 * readings.size());
            List<String> twice = new ArrayList<>(readings);
            twice.addAll(readings);
            assertThat(subject.texts()).containsExactlyInAnyOrderElementsOf(twice);
        }
        assertThatNothingIsLeft(protocol);
    }

    @ParameterizedTest
    @EnumSource
    @Proves(BrokerProperty.LATE_ACKNOWLEDGEMENT)
    void acknowledgesWhatIsSettledHoweverLateAndNothingElse(Protocol protocol) throws Exception {
        // Given: unsettled for longer than the keep-alive
        List<String> readings = waiting(protocol);
        List<String> unacknowledged = new ArrayList<>();
        PubackCount acknowledged = new PubackCount();
        try (CutLine line = new CutLine(broker.open().gateway(), acknowledged);
                Subject subject =
                        subject(line.uri(), protocol, QUICK + ", keepAlive: 1s").established()) {
            subject.awaitTaken(readings.size());
            await().during(Duration.ofSeconds(3))
                    .atMost(PATIENCE)
                    .until(
                            () ->
                                    subject.taken().size() == 20
                                            && subject.sessionsPresent().size() == 1
                                            && acknowledged.get() == 0);

            // When: ten in their turn, and one out of turn, which has to wait for those before it
            subject.settle(10);
            subject.settleTheLast();
            await().atMost(PATIENCE).until(() -> acknowledged.get() >= 10);
            await().during(Duration.ofMillis(300)).until(() -> acknowledged.get() == 10);
            unacknowledged.addAll(subject.texts().subList(10, 20));
        }

        // Then
        try (Subject back = subject(protocol, QUICK)) {
            back.awaitTaken(10);
            assertThat(back.texts()).containsExactlyInAnyOrderElementsOf(unacknowledged);
            back.settleAll();
            assertThatNothingElseComes(back, 10);
        }
        assertThatNothingIsLeft(protocol);
    }

    @ParameterizedTest
    @EnumSource
    @Proves(BrokerProperty.AHEAD)
    void takesFurtherReadingsWhileEarlierOnesAreUnacknowledged(Protocol protocol) {
        // Given
        try (Subject subject = subject(protocol, QUICK).established()) {
            publish(List.of("first"));
            subject.awaitTaken(1);

            // When
            publish(List.of("second"));

            // Then
            boolean ahead = within(Duration.ofSeconds(5), () -> subject.taken().size() == 2);
            subject.settleAll();
            subject.awaitTaken(2);
            assertThat(subject.texts()).containsExactly("first", "second");
            assumeTrue(ahead, "no: none until all that it has sent are acknowledged");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves(BrokerProperty.RECEIVE_MAXIMUM)
    void keepsToTheReceiveMaximumWithABacklog(Protocol protocol) {
        assumeTrue(protocol == Protocol.MQTT5, "there is none, the broker's own bound counts");
        // Given
        List<String> readings = Readings.numbered(500);
        subject(protocol, QUICK).established().close();
        publish(readings);

        // When
        try (Subject subject = subject(protocol, QUICK + ", receiveMaximum: 100")) {
            subject.awaitTaken(1);
            int ahead = awaitStandstill(subject);
            while (subject.taken().size() < readings.size()) {
                subject.settle(7);
                await().pollInterval(Duration.ofMillis(1)).until(() -> true);
            }
            subject.settleAll();

            // Then
            assertThat(subject.texts()).containsExactlyInAnyOrderElementsOf(readings);
            assertThat(subject.mostUnsettled()).isLessThanOrEqualTo(100);
            assertThat(subject.sessionsPresent()).hasSize(1);
            if (ahead < 100) {
                report.observe("it sends no more than " + ahead);
            }
            if (subject.overruns() > 0) {
                report.observe("it sends more of a backlog, and the gateway reads no further");
            }
        }
        assertThatNothingIsLeft(protocol);
    }

    @ParameterizedTest
    @EnumSource
    @Proves(BrokerProperty.SHARED_SUBSCRIPTION)
    void sharesReadingsAmongGateways(Protocol protocol) {
        assumeHas(BrokerProperty.SHARED_SUBSCRIPTION, protocol);
        // Given
        List<String> readings = Readings.numbered(400);
        String group = QUICK + ", sharedGroup: " + session;
        try (Subject one = subject(protocol, group).established();
                Subject other = subjectOf(session + "-other", protocol, group).established()) {
            one.settleAll();
            other.settleAll();

            // When
            publish(readings);

            // Then
            await().atMost(PATIENCE)
                    .until(() -> one.taken().size() + other.taken().size() >= readings.size());
            assertThatNothingElseComes(one, one.taken().size());
            List<String> both = new ArrayList<>(one.texts());
            both.addAll(other.texts());
            assertThat(both).containsExactlyInAnyOrderElementsOf(readings);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves(BrokerProperty.SHARED_MEMBER_LEAVES)
    void losesNothingWhenAGatewayOfTheGroupLeaves(Protocol protocol) {
        assumeHas(BrokerProperty.SHARED_SUBSCRIPTION, protocol);
        // Given: readings that one of two has not acknowledged: it was there alone when they came
        List<String> readings = Readings.numbered(10);
        String group = QUICK + ", sharedGroup: " + session;
        List<String> all = new ArrayList<>();
        Subject one = subject(protocol, group).established();
        publish(readings);
        one.awaitTaken(1); // the others may wait until that is acknowledged
        try (Subject other = subjectOf(session + "-other", protocol, group).established()) {
            other.settleAll();
            one.close();

            // When: it is gone
            boolean givenToTheOther =
                    within(Duration.ofSeconds(5), () -> other.taken().size() >= readings.size());

            // Then: the other has them, or it gets them when it is back
            report.observe(
                    givenToTheOther ? "the others get it at once" : "it waits for that gateway");
            try (Subject back = subject(protocol, group).established()) {
                back.settleAll();
                await().atMost(PATIENCE)
                        .until(() -> back.taken().size() + other.taken().size() >= readings.size());
                all.addAll(back.texts());
            }
            all.addAll(other.texts());
        }
        assertThat(all).containsAll(readings);
    }

    @ParameterizedTest
    @EnumSource
    @Proves(BrokerProperty.RETAINED)
    void takesARetainedMessageWhenItSubscribesForTheFirstTime(Protocol protocol) {
        // Given
        try (Publisher device = new Publisher(broker.open().devices())) {
            device.publishRetained(topic, bytes("retained"))
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        }

        // When
        try (Subject first = subject(protocol, QUICK)) {
            first.settleAll();
            first.awaitTaken(1);
            assertThat(first.texts()).containsExactly("retained");
            assertThat(first.taken()).first().matches(InboundMessage::retained);
        }
        try (Subject second = subject(protocol, QUICK).established()) {
            second.settleAll();
            publish(List.of("after"));

            // Then
            await().atMost(PATIENCE).until(() -> second.texts().contains("after"));
            if (second.texts().contains("retained")) {
                report.observe("and again at each start of the gateway");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves(BrokerProperty.LARGE_PAYLOAD)
    void takesLargePayloads(Protocol protocol) {
        // Given
        List<byte[]> payloads = new ArrayList<>();
        for (int size : List.of(256 << 10, 1 << 20, 8 << 20)) {
            for (int more = 0; more < 2; more++) {
                byte[] payload = new byte[size + more];
                new Random(size).nextBytes(payload);
                payloads.add(payload);
            }
        }
        try (Subject subject = subject(protocol, QUICK).established();
                Publisher device = new Publisher(broker.open().devices())) {
            subject.settleAll();

            // When
            for (byte[] payload : payloads) {
                device.publish(topic, payload)
                        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .join();
            }

            // Then
            subject.awaitTaken(payloads.size());
            assertThat(subject.taken())
                    .extracting(message -> message.payload().toByteArray())
                    .containsExactlyElementsOf(payloads);
            assertThat(subject.sessionsPresent()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves(BrokerProperty.TLS)
    void speaksTls(Protocol protocol) throws Exception {
        // Given
        BrokerUnderTest.Door door = broker.tls();
        CertificateFiles others = Certificates.in(folder.resolve("others"));

        // When // Then
        assertThatItTakesReadings(door, protocol, tls(certificates, ""));
        assertThatItIsRefused(door.gateway(), protocol, tls(others, ""), "no TLS connection");
    }

    @ParameterizedTest
    @EnumSource
    @Proves(BrokerProperty.CLIENT_CERTIFICATE)
    void showsItsCertificate(Protocol protocol) throws Exception {
        // Given
        BrokerUnderTest.Door door = broker.mutualTls();
        CertificateFiles others = Certificates.in(folder.resolve("others"));

        // When // Then
        assertThatItTakesReadings(door, protocol, tls(certificates, identity(certificates)));
        for (String identity : List.of("", identity(others))) {
            try (Subject stranger =
                    subject(door.gateway(), protocol, QUICK + tls(certificates, identity))) {
                await().atMost(PATIENCE).until(() -> !stranger.problem().isEmpty());
                assertThat(stranger.sessionsPresent()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves(BrokerProperty.WRONG_PASSWORD)
    void givesUpWhenTheBrokerRefusesThePassword(Protocol protocol) throws Exception {
        // Given
        URI guarded = broker.guarded().gateway();
        String user = ", username: '" + BrokerUnderTest.USER + "', password: '";

        // When // Then
        subject(guarded, protocol, QUICK + user + BrokerUnderTest.PASSWORD + "'")
                .established()
                .close();
        assertThatItIsRefused(guarded, protocol, user + "geheim'", "source.password");
        assertThatItIsRefused(guarded, protocol, "", "refuses our credentials");
    }

    @ParameterizedTest
    @EnumSource
    @Proves(BrokerProperty.SESSION_TAKEN_OVER)
    void givesWhatIsUnacknowledgedToWhoTakesTheSessionOver(Protocol protocol) {
        // Given
        List<String> readings = waiting(protocol);
        try (Subject first = subject(protocol, NEVER_AGAIN).established()) {
            first.awaitTaken(readings.size());

            // When
            try (Subject second = subject(protocol, QUICK)) {
                second.awaitTaken(readings.size());
                second.settleAll();

                // Then
                assertThat(second.texts()).containsExactlyInAnyOrderElementsOf(readings);
                assertThat(second.sessionsPresent()).containsExactly(true);
                await().atMost(PATIENCE).until(() -> !first.problem().isEmpty());
                if (!first.problem().contains("source.clientId")) {
                    report.observe("but the other is not told why it was cut off");
                }
                publish(List.of("after"));
                second.awaitTaken(readings.size() + 1);
            }
        }
        assertThatNothingIsLeft(protocol);
    }

    @ParameterizedTest
    @EnumSource
    @Proves(BrokerProperty.BROKER_RESTARTED)
    void losesNothingWhenTheBrokerIsRestarted(Protocol protocol) throws Exception {
        assumeHas(BrokerProperty.BROKER_RESTARTED, protocol);
        losesNothingWhen(protocol, broker::restart);
    }

    @ParameterizedTest
    @EnumSource
    @Proves(BrokerProperty.BROKER_KILLED)
    void losesNothingWhenTheBrokerIsKilled(Protocol protocol) throws Exception {
        assumeHas(BrokerProperty.BROKER_KILLED, protocol);
        losesNothingWhen(protocol, broker::kill);
    }

    private void losesNothingWhen(Protocol protocol, Happening happening) throws Exception {
        // Given: readings that are acknowledged, that are not, and that the gateway has not got
        List<String> acknowledged = Readings.numbered("acknowledged", 50);
        List<String> unsettled = Readings.numbered("unsettled", 20);
        List<String> waiting = Readings.numbered("waiting", 100);
        List<String> after = Readings.numbered("after", 50);
        String away = session + "-away";
        subjectOf(away, protocol, QUICK).established().close();
        try (Subject subject = subject(protocol, QUICK).established()) {
            publish(acknowledged);
            while (subject.taken().size() < acknowledged.size()) {
                subject.settle(1);
                await().pollInterval(Duration.ofMillis(1)).until(() -> true);
            }
            subject.settle(50);
            publish(unsettled);
            subject.awaitTaken(51);
            publish(waiting);

            // When
            happening.happen();
            subject.settleAll();
            subject.awaitConnects(2);
            publish(after);

            // Then
            List<String> all = new ArrayList<>(acknowledged);
            all.addAll(unsettled);
            all.addAll(waiting);
            all.addAll(after);
            await().atMost(PATIENCE).until(() -> subject.texts().containsAll(all));
            assertThat(subject.sessionsPresent()).last().isEqualTo(true);
            try (Subject back = subjectOf(away, protocol, QUICK)) {
                back.settleAll();
                await().atMost(PATIENCE).until(() -> back.texts().containsAll(all));
                assertThat(back.sessionsPresent()).containsExactly(true);
            }
        }
        assertThatNothingIsLeft(protocol);
    }

    private void assertThatItTakesReadings(
            BrokerUnderTest.Door door, Protocol protocol, String settings) {
        List<String> readings = Readings.numbered(10);
        try (Subject subject = subject(door.gateway(), protocol, QUICK + settings).established();
                Publisher device = new Publisher(door.devices())) {
            subject.settleAll();
            device.publish(topic, readings);
            subject.awaitTaken(readings.size());
            assertThat(subject.texts()).isEqualTo(readings);
        }
    }

    private void assertThatItIsRefused(URI uri, Protocol protocol, String settings, String saying) {
        try (Subject subject = subject(uri, protocol, QUICK + settings)) {
            assertThatThrownBy(
                            () -> subject.start().toCompletableFuture().get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(SourceRefusedException.class)
                    .hasMessageContaining(saying)
                    .hasMessageNotContaining("geheim");
            assertThat(subject.disconnects()).hasSize(1);
        }
    }

    /** Has the broker hold so many readings that it will send together. */
    private List<String> waiting(Protocol protocol) {
        List<String> readings = Readings.numbered(20);
        subject(protocol, QUICK).established().close();
        publish(readings);
        return readings;
    }

    /** Whoever comes next gets what is published next, and nothing before it. */
    private void assertThatNothingIsLeft(Protocol protocol) {
        try (Subject next = subject(protocol, QUICK).established()) {
            next.settleAll();
            publish(List.of("the next one"));
            next.awaitTaken(1);
            assertThat(next.texts()).containsExactly("the next one");
        }
    }

    private static void assertThatNothingElseComes(Subject subject, int count) {
        await().during(Duration.ofMillis(300)).until(() -> subject.taken().size() == count);
    }

    private static int awaitStandstill(Subject subject) {
        int[] seen = {-1};
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> {
                            int before = seen[0];
                            seen[0] = subject.taken().size();
                            return before == seen[0];
                        });
        return seen[0];
    }

    private static boolean within(Duration time, Callable<Boolean> condition) {
        try {
            await().atMost(time).until(condition);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private void assumeHas(BrokerProperty property, Protocol protocol) {
        String reason = broker.lacks(property, protocol).orElse(null);
        assumeTrue(reason == null, reason);
    }

    /** As a client of the same name that wants none, now or later. */
    private void endSession() {
        URI uri = broker.open().devices();
        var client =
                MqttClient.builder()
                        .useMqttVersion5()
                        .identifier(session)
                        .serverHost(uri.getHost())
                        .serverPort(uri.getPort())
                        .buildBlocking();
        client.connectWith().cleanStart(true).sessionExpiryInterval(0).send();
        client.disconnect();
    }

    private Subject subject(Protocol protocol, String settings) {
        return subjectOf(session, protocol, settings);
    }

    private Subject subjectOf(String clientId, Protocol protocol, String settings) {
        return subjectOf(clientId, broker.open().gateway(), protocol, settings);
    }

    private Subject subject(URI uri, Protocol protocol, String settings) {
        return subjectOf(session, uri, protocol, settings);
    }

    private Subject subjectOf(String clientId, URI uri, Protocol protocol, String settings) {
        return Subject.start(
                uri,
                topic,
                "clientId: %s, protocol: %s, %s".formatted(clientId, protocol, settings));
    }

    private static String tls(CertificateFiles trusted, String identity) {
        return ", tls: {caFile: '%s'%s}".formatted(trusted.ca(), identity);
    }

    private static String identity(CertificateFiles own) {
        return ", certificateFile: '%s', keyFile: '%s'"
                .formatted(own.clientCertificate(), own.clientKey());
    }

    private void publish(List<String> readings) {
        try (Publisher device = new Publisher(broker.open().devices())) {
            device.publish(topic, readings);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Something that happens to a broker. */
    private interface Happening {
        void happen() throws Exception;
    }
}
