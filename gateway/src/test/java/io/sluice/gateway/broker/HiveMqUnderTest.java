/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.broker;

import com.github.dockerjava.api.DockerClient;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import io.sluice.gateway.app.Mosquitto;
import io.sluice.localaws.iot.mqtt.CertificateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.testcontainers.hivemq.HiveMQContainer;
import org.testcontainers.hivemq.HiveMQExtension;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** HiveMQ CE, one container with a listener for each way in, on ports that outlive a restart. */
final class HiveMqUnderTest implements BrokerUnderTest {

    private static final int PLAIN = 1883;
    private static final int TLS = 8883;
    private static final int MUTUAL_TLS = 8884;
    private static final String END_JAVA =
            "for p in /proc/[0-9]*; do [ \"$(cat $p/comm)\" != java ] || kill ${p#/proc/}; done";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String VERSION_LABEL = "org.opencontainers.image.version";
    private static final Pattern VERSION_LOGGED = Pattern.compile("HiveMQ version: (.+)");

    private final HiveMQContainer container;
    private final Map<Integer, Integer> ports =
            Map.of(
                    PLAIN,
                    Mosquitto.freePort(),
                    TLS,
                    Mosquitto.freePort(),
                    MUTUAL_TLS,
                    Mosquitto.freePort(),
                    PasswordExtension.GUARDED_PORT,
                    Mosquitto.freePort());

    @SuppressWarnings("resource") // closed by close(), and when the JVM ends
    HiveMqUnderTest(String image, Path folder, CertificateFiles certificates)
            throws IOException, GeneralSecurityException {
        Path server = Certificates.serverStore(certificates, folder.resolve("server.p12"));
        Path trusted = Certificates.trustStore(certificates, folder.resolve("trusted.p12"));
        container =
                new HiveMQContainer(
                                DockerImageName.parse(image)
                                        .asCompatibleSubstituteFor("hivemq/hivemq-ce"))
                        .withHiveMQConfig(file(configuration(folder)))
                        .withFileInHomeFolder(file(server), "/conf/server.p12")
                        .withFileInHomeFolder(file(trusted), "/conf/trusted.p12")
                        .withoutPrepackagedExtensions()
                        .withExtension(
                                HiveMQExtension.builder()
                                        .id("password")
                                        .name("password")
                                        .version("1")
                                        .mainClass(PasswordExtension.class)
                                        .build())
                        // the container class would have its data in memory, and lose it
                        .withTmpFs(Map.of())
                        .withStartupTimeout(PATIENCE);
        // Docker would choose others at each start
        container.setPortBindings(
                ports.entrySet().stream()
                        .map(port -> "127.0.0.1:" + port.getValue() + ":" + port.getKey())
                        .toList());
        container.start();
    }

    private static MountableFile file(Path path) {
        return MountableFile.forHostPath(path, 0644);
    }

    private static Path configuration(Path folder) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(HiveMqUnderTest.class.getResourceAsStream("hivemq.xml"))) {
            return Files.writeString(
                    folder.resolve("hivemq.xml"),
                    new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Override
    public String name() {
        return "HiveMQ CE";
    }

    @Override
    public String version() {
        String label = container.getContainerInfo().getConfig().getLabels().get(VERSION_LABEL);
        if (label != null) {
            return label;
        }
        Matcher logged = VERSION_LOGGED.matcher(container.getLogs());
        return logged.find() ? logged.group(1) : "unknown";
    }

    @Override
    public Door open() {
        return door("mqtt", PLAIN);
    }

    @Override
    public Door tls() {
        return door("mqtts", TLS);
    }

    @Override
    public Door mutualTls() {
        return door("mqtts", MUTUAL_TLS);
    }

    @Override
    public Door guarded() {
        return door("mqtt", PasswordExtension.GUARDED_PORT);
    }

    private Door door(String scheme, int port) {
        return new Door(
                URI.create(scheme + "://127.0.0.1:" + ports.get(port)),
                URI.create("mqtt://127.0.0.1:" + ports.get(PLAIN)));
    }

    @Override
    public void restart() throws IOException, InterruptedException {
        // docker stop would tell the shell that the container class has put in front of it
        container.execInContainer("/bin/sh", "-c", END_JAVA);
        Awaitility.await().atMost(PATIENCE).until(() -> !container.isRunning());
        docker().startContainerCmd(container.getContainerId()).exec();
        awaitReady();
    }

    @Override
    public void kill() {
        docker().killContainerCmd(container.getContainerId()).exec();
        docker().startContainerCmd(container.getContainerId()).exec();
        awaitReady();
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }

    /** The port is open as soon as the container is there, whoever listens behind it. */
    private void awaitReady() {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(RuntimeException.class)
                .until(
                        () -> {
                            Mqtt5BlockingClient client =
                                    MqttClient.builder()
                                            .useMqttVersion5()
                                            .serverHost("127.0.0.1")
                                            .serverPort(ports.getOrDefault(PLAIN, 0))
                                            .buildBlocking();
                            client.connect();
                            client.disconnect();
                            return true;
                        });
    }

    @Override
    public void close() {
        container.stop();
    }
}
