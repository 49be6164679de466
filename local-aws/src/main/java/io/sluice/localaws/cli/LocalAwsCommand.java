/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.LocalAwsOptions;
import io.sluice.localaws.cloudformation.TemplateException;
import io.sluice.localaws.fault.Fault;
import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.ExitCodes;
import io.sluice.toolkit.Termination;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a local AWS until it is told to end; the last act is to deliver what is buffered. */
@Command(
        name = "local-aws",
        mixinStandardHelpOptions = true,
        description =
                "A local AWS: Amazon Data Firehose over HTTP, deployed from a CloudFormation template,"
                        + " delivering into folders.",
        footer = {
            "",
            "Prints one line of JSON when it is ready: endpoint, data, streams, outputs.",
            "While it runs: GET|PUT|POST|DELETE /_local/faults, GET /_local/meter, GET"
                    + " /_local/health, POST /_local/flush."
        })
public final class LocalAwsCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(LocalAwsCommand.class);
    private static final int DEFAULT_MQTT_PORT = 8883;

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
            names = "--port",
            paramLabel = "PORT",
            description = "HTTP port on loopback, 0 for a free one (${DEFAULT-VALUE})")
    private int port = LocalAwsOptions.DEFAULT_PORT;

    @Option(
            names = "--mqtt-port",
            paramLabel = "PORT",
            description = "port for AWS IoT Core, which is not there yet (${DEFAULT-VALUE})")
    private int mqttPort = DEFAULT_MQTT_PORT;

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
                            + " access-denied, expired-token; @STREAM behind it limits it to a stream")
    private List<String> faults = new ArrayList<>();

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
            if (spec.commandLine().getParseResult().hasMatchedOption("--mqtt-port")) {
                LOG.atWarn()
                        .addKeyValue("port", mqttPort)
                        .log("the AWS IoT Core endpoint is not there yet; nothing listens");
            }
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
                            .port(port)
                            .region(region)
                            .accountId(accountId)
                            .stackName(stackName);
            if (seed != null) {
                builder.seed(seed);
            }
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
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
        return message.startsWith("port ")
                ? message + "; choose another with --port, or 0 for a free one"
                : message + (message.startsWith("data directory") ? " (--data)" : "");
    }

    private void announce(LocalAws aws, Map<String, String> outputs) {
        ObjectNode line = new ObjectMapper().createObjectNode();
        line.put("endpoint", aws.endpoint().toString());
        line.put("data", aws.data().toString());
        aws.streamNames().forEach(line.putArray("streams")::add);
        ObjectNode shown = line.putObject("outputs");
        outputs.forEach(shown::put);
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
