/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.CommandRunner;
import io.sluice.toolkit.ExitCodes;
import io.sluice.toolkit.Termination;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The embedded broker as a process of its own, for tests that kill it and for benchmarks. Prints
 * one line of JSON, {@code {"uri":"mqtt://127.0.0.1:1883"}}, when it accepts connections; ends on
 * SIGTERM or Ctrl-C.
 */
@Command(
        name = "broker",
        description = "An MQTT broker on this machine, until it is told to stop.",
        mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Termination termination;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "name or address to listen on (default: ${DEFAULT-VALUE})")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            defaultValue = "1883",
            description = "port to listen on, 0 for a free one (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "folder for sessions and messages (default: kept in memory)")
    private @Nullable Path data;

    @Spec private CommandSpec spec;

    Main(Termination termination) {
        this.termination = termination;
    }

    /** Runs the broker and exits the process. */
    public static void main(String[] args) {
        Termination termination = Termination.onSignal(GRACE);
        termination.finish(CommandRunner.run(new Main(termination), args));
    }

    @Override
    public Integer call() throws InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(options())) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("{\"uri\":\"" + broker.uri() + "\"}");
            out.flush();
            termination.await();
        }
        return ExitCodes.OK;
    }

    private EmbeddedBrokerOptions options() {
        try {
            return EmbeddedBrokerOptions.builder().host(host).port(port).data(data).build();
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }
}
