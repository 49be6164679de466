/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.gateway.admin.ModeRefusedException;
import io.sluice.gateway.app.Grants.Grant;
import io.sluice.gateway.aws.DeployedStack;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.localaws.access.Access;
import io.sluice.localaws.access.AccessLog;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/**
 * What the policies of the templates allow, beside what was really asked for while gateways ran
 * from the stacks: neither less nor more.
 */
class LeastPrivilegeIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOPIC = "sensors/a/telemetry";
    private static final String INGEST = "ingest";
    private static final String DEVICES = "devices";

    /** The access key of {@link GatewayRig#config}. */
    private static final String GATEWAY = "local";

    private static final String ROUTES =
            """
            routes:
              - {name: telemetry, filter: 'sensors/+/telemetry', stream: sluice-telemetry, linger: 20ms, rule: {name: sluice_telemetry}}
            """;

    /**
     * What Firehose's role has though local AWS never asks for it: Amazon Data Firehose Developer
     * Guide, "Grant Firehose access to an Amazon S3 destination", wants it all, whereas local AWS
     * keeps buckets as folders and writes each object in one go, and logs into its own log.
     */
    private static final List<String> ONLY_FIREHOSE_ITSELF =
            List.of(
                    "s3:GetBucketLocation",
                    "s3:ListBucket",
                    "s3:ListBucketMultipartUploads",
                    "s3:AbortMultipartUpload",
                    "s3:GetObject",
                    "logs:PutLogEvents");

    @TempDir Path folder;
    private GatewayRig rig;
    private CloudFormationClient deployer;

    @BeforeEach
    void start() {
        rig = GatewayRig.withIotCore(folder);
        deployer =
                CloudFormationClient.builder()
                        .endpointOverride(rig.aws().endpoint())
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("deployer", "secret")))
                        .build();
    }

    @AfterEach
    void stop() {
        deployer.close();
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic-ingest", "topic"})
    void allowsExactlyWhatAGatewayWithACertificateAndTheRuleDo(String publishTo) throws Exception {
        // Given
        deploy(INGEST, "ingest.yaml", Map.of("ErrorTopic", GatewayRig.ERRORS));
        deploy(
                DEVICES,
                "devices.yaml",
                Map.of("GatewayRelays", publishTo, "ErrorTopic", GatewayRig.ERRORS));
        String settings =
                source(rig.broker().uri(), "")
                        + ROUTES
                        + askingForTheEndpoint(
                                "{publishTo: %s, errorTopic: %s, onRuleError: spool}"
                                        .formatted(publishTo, GatewayRig.ERRORS));

        // When: both modes, there and back, both examined, and a rule that fails now and then
        readTheStack();
        Examination.of(rig.config(settings));
        try (Gateway gateway = rig.start(settings);
                Publisher publisher = rig.publisher()) {
            publisher.publish(TOPIC, Readings.numbered("direct", 50));
            rig.awaitDelivered(50);
            gateway.changeMode("iot-rule");
            Examination.of(rig.config(settings.replace("mode: direct", "mode: iot-rule")));
            rig.aws().faults().set("rule-failure=0.3");
            publisher.publish(TOPIC, Readings.numbered("rule", 50));
            awaitAccess(certificate(), "iot:Receive");
            rig.aws().faults().clear();
            rig.awaitDelivered(100);
            gateway.changeMode("direct");
            publisher.publish(TOPIC, Readings.numbered("again", 50));
            rig.awaitDelivered(150);
        }
        // and one that steps aside for the rule: it alone disables it
        String aside = ROUTES + rig.iotCore("forwarding: rule-only");
        try (Gateway gateway = rig.start(source(rig.broker().uri(), "") + aside)) {
            // which it may still be on its way into
            await().atMost(GatewayRig.PATIENCE)
                    .ignoreException(ModeRefusedException.class)
                    .untilAsserted(() -> gateway.changeMode("iot-rule"));
            gateway.changeMode("direct");
        }

        // Then
        assertExact(policy(INGEST, "GatewayPolicy"), GATEWAY);
        assertExact(policy(DEVICES, "GatewayPolicy"), certificate());
        assertExact(policy(INGEST, "RuleRole"), AccessLog.IOT);
        assertExact(
                without(ONLY_FIREHOSE_ITSELF, policy(INGEST, "DeliveryRole")), AccessLog.FIREHOSE);
    }

    @Test
    void allowsExactlyWhatARelayWithCredentialsAndARuleWithBatchesDo() throws Exception {
        // Given
        deploy(
                INGEST,
                "ingest.yaml",
                Map.of(
                        "RuleBatchMode",
                        "true",
                        "RuleSql",
                        "SELECT VALUE * FROM 'sensors/+/telemetry'"));
        deploy(DEVICES, "devices.yaml", Map.of());
        try (TlsFront front = TlsFront.of(rig.aws())) {
            String settings =
                    source(rig.broker().uri(), "").replace("mode: direct", "mode: iot-rule")
                            + ROUTES
                            + """
                            iotCore:
                              endpoint: 'wss://127.0.0.1:%d'
                              tls: {caFile: '%s'}
                              ruleSettleTime: 0s
                              ruleCheckInterval: 200ms
                              confirmInterval: 100ms
                            """
                                    .formatted(
                                            front.port(),
                                            rig.aws().certificates().orElseThrow().ca());

            // When: objects, arrays, and one that the rule fails with
            try (Gateway gateway = rig.start(settings);
                    Publisher publisher = rig.publisher()) {
                publisher.publish(TOPIC, Readings.numbered("rule", 50));
                publisher.publish(TOPIC, List.of("[{\"t\":1},{\"t\":2}]"));
                rig.awaitDelivered(52);
                rig.aws().faults().set("rule-failure=1");
                publisher.publish(TOPIC, List.of("{\"t\":3}"));
                awaitAccess(AccessLog.IOT, "s3:PutObject");
                assertThat(gateway.mode()).isEqualTo("iot-rule");
            }

            // Then: the endpoint that the front leads to sees no credentials
            assertExact(policy(DEVICES, "GatewayRelayPolicy"), AccessLog.ANONYMOUS);
            assertExact(policy(INGEST, "RuleRole"), AccessLog.IOT);
            assertThat(policy(INGEST, "GatewayPolicy").refused(by(GATEWAY))).isEmpty();
        }
    }

    @Test
    void allowsExactlyWhatAGatewayDoesWhoseBrokerIsAwsIotCore() throws Exception {
        // Given
        deploy(INGEST, "ingest.yaml", Map.of());
        deploy(
                DEVICES,
                "devices.yaml",
                Map.of("GatewaySubscribes", "true", "GatewayRelays", "none"));
        URI iotCore = rig.aws().mqttPlainUri().orElseThrow();

        // When: alone, then as one of a group
        int seen = 0;
        for (String group : List.of("", "sharedGroup: sluice")) {
            String settings =
                    source(rig.aws().mqttTlsUri().orElseThrow().toString(), tls() + group)
                                    .replace("sluice-gateway", "sluice-gateway-" + seen)
                            + ROUTES
                            + rig.iotCore("forwarding: rule-only");
            try (Gateway gateway = rig.start(settings);
                    Publisher device = new Publisher(iotCore)) {
                device.publish(TOPIC, Readings.numbered("direct" + group, 50));
                seen += 50;
                rig.awaitDelivered(seen);
                gateway.changeMode("iot-rule");
                device.publish(TOPIC, Readings.numbered("rule" + group, 50));
                seen += 50;
                rig.awaitDelivered(seen);
                gateway.changeMode("direct");
            }
        }

        // Then
        assertExact(policy(DEVICES, "GatewayPolicy"), certificate());
        assertThat(policy(INGEST, "GatewayPolicy").refused(by(GATEWAY))).isEmpty();
    }

    private static String source(String broker, String more) {
        return """
        mode: direct
        source:
          broker: '%s'
          clientId: sluice-gateway
          reconnect: {initialDelay: 50ms, maxDelay: 200ms}
          receiveMaximum: 100
          %s
        """
                .formatted(broker, more.replace("\n", "\n  "));
    }

    private String tls() {
        var files = rig.aws().certificates().orElseThrow();
        return "tls: {caFile: '%s', certificateFile: '%s', keyFile: '%s'}\n"
                .formatted(files.ca(), files.clientCertificate(), files.clientKey());
    }

    private String askingForTheEndpoint(String more) {
        return rig.iotCore(more.substring(1, more.length() - 1).replace(", ", "\n  "))
                .replaceFirst("\n *endpoint: [^\n]*", "");
    }

    private void readTheStack() {
        GatewayConfig config = rig.config("");
        DeployedStack stack = DeployedStack.read(config.aws(), INGEST);
        assertThat(stack.outputs()).containsEntry("StreamName", "sluice-telemetry");
    }

    private void deploy(String stack, String template, Map<String, String> parameters)
            throws IOException {
        String body = Files.readString(Path.of("..", "cloudformation", template));
        deployer.createStack(
                request ->
                        request.stackName(stack)
                                .templateBody(body)
                                .capabilities(Capability.CAPABILITY_NAMED_IAM)
                                .parameters(
                                        parameters.entrySet().stream()
                                                .map(LeastPrivilegeIT::parameter)
                                                .toList()));
        await().atMost(GatewayRig.PATIENCE)
                .until(
                        () ->
                                deployer.describeStacks(request -> request.stackName(stack))
                                        .stacks()
                                        .get(0)
                                        .stackStatusAsString()
                                        .equals("CREATE_COMPLETE"));
    }

    private static Parameter parameter(Map.Entry<String, String> entry) {
        return Parameter.builder()
                .parameterKey(entry.getKey())
                .parameterValue(entry.getValue())
                .build();
    }

    /** The document of a policy, or of a role's one policy, as it was deployed. */
    private Grants policy(String stack, String logicalId) throws JsonProcessingException {
        Map<String, String> properties = new HashMap<>();
        for (StackEvent event :
                deployer.describeStackEvents(request -> request.stackName(stack)).stackEvents()) {
            properties.put(event.logicalResourceId(), event.resourceProperties());
        }
        JsonNode resource = JSON.readTree(properties.get(logicalId));
        assertThat(resource.path("Policies").size()).isLessThan(2);
        Grants grants =
                Grants.of(
                        resource.has("Policies")
                                ? resource.at("/Policies/0/PolicyDocument")
                                : resource.path("PolicyDocument"));
        assertThat(grants.all()).isNotEmpty();
        return grants;
    }

    private static Grants without(List<String> actions, Grants grants) {
        return new Grants(
                grants.all().stream().filter(one -> !actions.contains(one.action())).toList());
    }

    private List<Access> by(String principal) {
        assertThat(rig.aws().accessLog().isComplete()).isTrue();
        return rig.aws().accessLog().entries().stream()
                // the device of a test publishes to AWS IoT Core's endpoint as well
                .filter(one -> one.principal().equals(principal))
                .filter(one -> !one.resource().contains("client/publisher-"))
                .toList();
    }

    private void assertExact(Grants grants, String principal) {
        List<Access> accesses = by(principal);
        assertThat(accesses).isNotEmpty();
        assertThat(grants.refused(accesses))
                .as("asked for by %s, not allowed", principal)
                .isEmpty();
        assertThat(grants.unused(accesses))
                .as("allowed to %s, never asked for", principal)
                .map(Grant::toString)
                .isEmpty();
    }

    private String certificate() {
        return rig.aws().accessLog().entries().stream()
                .map(Access::principal)
                .filter(principal -> principal.startsWith("cert/"))
                .distinct()
                .collect(Collectors.joining(" and "));
    }

    private void awaitAccess(String principal, String action) {
        await().atMost(GatewayRig.PATIENCE)
                .until(() -> by(principal).stream().anyMatch(one -> one.action().equals(action)));
    }
}
