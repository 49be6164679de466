/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.cli;

import io.sluice.gateway.app.Gateway;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.forward.QuarantineException;
import io.sluice.gateway.mqtt.TlsFilesException;
import io.sluice.gateway.source.SourceRefusedException;
import io.sluice.gateway.spool.SpoolException;
import io.sluice.gateway.supervision.Deaths;
import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.ExitCodes;
import io.sluice.toolkit.Reason;
import io.sluice.toolkit.Termination;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the gateway until SIGTERM or Ctrl-C; then drains and exits 0. */
@Command(
        name = "run",
        description =
                "Runs the gateway until SIGTERM or Ctrl-C; what is not delivered by then waits in the spool.",
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {

    private final Termination termination;

    @Mixin private ConfigOption config;

    /** With options from a command line. */
    public RunCommand(Termination termination) {
        this(termination, new ConfigOption());
    }

    private RunCommand(Termination termination, ConfigOption config) {
        this.termination = termination;
        this.config = config;
    }

    /**
     * The command that these arguments name, {@code run} among them, if they say no more than which
     * file to read: a service is started so, and needs nothing of the command line's library for
     * it.
     *
     * @return null if there is more to them, or something is wrong with them
     */
    public static @Nullable RunCommand plain(Termination termination, String... arguments) {
        ConfigOption config = ConfigOption.plain(arguments);
        return config == null ? null : new RunCommand(termination, config);
    }

    @Override
    public Integer call() throws InterruptedException {
        GatewayConfig settings = config.load();
        try (Gateway gateway = new Gateway(settings, Deaths.ofThisProcess())) {
            Refusal refusal = new Refusal();
            gateway.start()
                    .whenComplete(
                            (ok, failure) -> {
                                if (failure != null) {
                                    refusal.cause = failure;
                                    termination.request();
                                } else {
                                    System.out.println(
                                            "{\"admin\":"
                                                    + quoted(gateway.adminUri())
                                                    + ",\"subscribed\":true}");
                                }
                            });
            gateway.awaitAws();
            termination.await();
            gateway.stop();
            if (refusal.cause != null) {
                throw asFailure(refusal.cause);
            }
            return ExitCodes.OK;
        } catch (SpoolException
                | QuarantineException
                | SourceRefusedException
                | TlsFilesException
                | UncheckedIOException e) {
            throw asFailure(e);
        }
    }

    private static CommandFailure asFailure(Throwable failure) {
        Throwable cause = Reason.ofFuture(failure);
        return CommandFailure.failed(String.valueOf(cause.getMessage()), cause);
    }

    private static String quoted(@Nullable Object value) {
        return value == null ? "null" : "\"" + value + "\"";
    }

    private static final class Refusal {
        private volatile @Nullable Throwable cause;
    }
}
