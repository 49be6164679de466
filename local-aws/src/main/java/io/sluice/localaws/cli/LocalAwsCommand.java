/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.LocalAwsOptions;
import io.sluice.localaws.fault.Fault;
import io.sluice.templates.TemplateException;
import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.ExitCodes;
import io.sluice.toolkit.Termination;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a local AWS until it is told to end; the last act is to deliver what is buffered. */
@Command(
        name = "local-aws",
        mixinStandardHelpOptions = true,
        description =
                "A local AWS: Amazon Data Firehose and AWS IoT Core's topic rules, deployed from a"
                        + " CloudFormation template, delivering into folders.",
        footer = {
            "",
            "Prints one line of JSON when it is ready: endpoint, mqtt, certificates, data, streams,"
                    + " rules, outputs.",
            "While it runs: GET|PUT|POST|DELETE /_local/faults, GET /_local/meter, GET"
                    + " /_local/health, POST /_local/flush, GET /_local/iot, GET /_local/iot/trace."
        })
public final class LocalAwsCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(LocalAwsCommand.class);
    private static final String OFF = "off";

    private final Termination termination;

    @Spec private CommandSpec spec;

    @Option(
            names = "--template",
            paramLabel = "FILE",
            description =
                    "CloudFormation template to deploy, YAML or JSON; without it nothing exists yet")
    private @Nullable Path template;

    @Option(
            names = "--parameter",
            paramLabel = "K=V",
            description = "a parameter of the template; repeatable")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--stack-name",
            paramLabel = "NAME",
            description = "name of the stack (${DEFAULT-VALUE})")
    private String stackName = LocalAwsOptions.DEFAULT_STACK;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description =
                    "address to listen on, such as 0.0.0.0 in a container; nobody is asked for a"
                            + " password (${DEFAULT-VALUE})")
    private String host = LocalAwsOptions.DEFAULT_HOST;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "HTTP port, 0 for a free one (${DEFAULT-VALUE})")
    private int port = LocalAwsOptions.DEFAULT_PORT;

    @Option(
            names = "--mqtt-port",
            paramLabel = "PORT",
            description =
                    "port of AWS IoT Core's MQTT endpoint, with TLS and client"
                            + " certificates; 0 for a free one, off for none (${DEFAULT-VALUE})")
    private String mqttPort = String.valueOf(LocalAwsOptions.DEFAULT_MQTT_PORT);

    @Option(
            names = "--mqtt-plain-port",
            paramLabel = "PORT",
            description =
                    "port of the same endpoint without TLS; 0 for a free one (none unless given)")
    private @Nullable Integer mqttPlainPort;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where everything is kept (${DEFAULT-VALUE})")
    private Path data = Path.of("data", "local-aws");

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "part of ARNs; decides the default quota (${DEFAULT-VALUE})")
    private String region = LocalAwsOptions.DEFAULT_REGION;

    @Option(
            names = "--account-id",
            paramLabel = "DIGITS",
            description = "part of ARNs (${DEFAULT-VALUE})")
    private String accountId = LocalAwsOptions.DEFAULT_ACCOUNT;

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            description =
                    "how to fail, repeatable: throttle=0.2 (calls), record-failure=0.1 and"
                            + " internal-failure=0.1 (records inside a 200), lost-answer=0.1,"
                            + " latency=200ms, quota or quota=2MiB (bytes a second), down,"
                            + " access-denied, expired-token, rule-failure=0.1 (actions of topic"
                            + " rules); @NAME behind it limits it to a stream or a rule")
    private List<String> faults = new ArrayList<>();

    @Mixin private StandInOptions outside = new StandInOptions();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "of the chance in faults; a new one each time unless given")
    private @Nullable Long seed;

    /** A command that ends when {@code termination} says so. */
    public LocalAwsCommand(Termination termination) {
        this.termination = termination;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Fault> wanted = wantedFaults();
        try (LocalAws aws = LocalAws.start(options())) {
            wanted.forEach(aws.faults()::set);
            Map<String, String> outputs =
                    template == null ? Map.of() : aws.deploy(template, parameters).outputs();
            announce(aws, outputs);
            termination.await();
            LOG.atInfo().log("stopping; delivering what is buffered");
        } catch (TemplateException e) {
            throw CommandFailure.failed("template " + template + ": " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw CommandFailure.failed(remedied(String.valueOf(e.getMessage())), e);
        }
        return ExitCodes.OK;
    }

    private LocalAwsOptions options() {
        try {
            LocalAwsOptions.Builder builder =
                    LocalAwsOptions.builder()
                            .data(data)
                            .host(host)
                            .port(port)
                            .region(region)
                            .accountId(accountId)
                            .stackName(stackName)
                            .mqttPort(wantedMqttPort())
                            .mqttPlainPort(mqttPlainPort)
                            .standIns(outside.standIns());
            if (seed != null) {
                builder.seed(seed);
            }
            return builder.build();
        } catch (NumberFormatException e) {
            throw CommandFailure.usage("--mqtt-port takes a number or off, not '" + mqttPort + "'");
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }

    /** The port as it was asked for; the default only where it is free. */
    private @Nullable Integer wantedMqttPort() {
        if (mqttPort.equals(OFF)) {
            return null;
        }
        Integer number = Integer.valueOf(mqttPort);
        if (spec.commandLine().getParseResult().hasMatchedOption("--mqtt-port")) {
            return number;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(host, number));
            return number;
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("port", number)
                    .addKeyValue("reason", e.getMessage())
                    .log("no MQTT endpoint: its port is taken; choose another with --mqtt-port");
            return null;
        }
    }

    private List<Fault> wantedFaults() {
        try {
            return faults.stream().map(Fault::parse).toList();
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }

    private String remedied(String message) {
        if (message.startsWith("MQTT endpoint")) {
            return message + " (--mqtt-port, --mqtt-plain-port; --mqtt-port off for none)";
        }
        return message.startsWith("port ")
                ? message + "; choose another with --port, or 0 for a free one"
                : message + (message.startsWith("data directory") ? " (--data)" : "");
    }

    private void announce(LocalAws aws, Map<String, String> outputs) {
        ObjectNode line = new ObjectMapper().createObjectNode();
        line.put("endpoint", aws.endpoint().toString());
        aws.mqttTlsUri().ifPresent(uri -> line.put("mqtt", uri.toString()));
        aws.mqttPlainUri().ifPresent(uri -> line.put("mqttPlain", uri.toString()));
        aws.certificates()
                .ifPresent(
                        files ->
                                line.putObject("certificates")
                                        .put("ca", files.ca().toString())
                                        .put(
                                                "clientCertificate",
                                                files.clientCertificate().toString())
                                        .put("clientKey", files.clientKey().toString()));
        line.put("data", aws.data().toString());
        aws.streamNames().forEach(line.putArray("streams")::add);
        aws.iotRules().names().forEach(line.putArray("rules")::add);
        ObjectNode shown = line.putObject("outputs");
        outputs.forEach(shown::put);
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
