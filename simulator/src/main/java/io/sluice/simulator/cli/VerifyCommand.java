/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.simulator.ledger.LedgerSnapshot;
import io.sluice.simulator.verify.Verdict;
import io.sluice.simulator.verify.Verification;
import io.sluice.simulator.verify.VerificationReport;
import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.Durations;
import io.sluice.toolkit.ExitCodes;
import io.sluice.toolkit.Termination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code verify}: was everything delivered that was acknowledged? */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Compares a ledger of what was sent and acknowledged with what the local AWS delivered.",
            "Prints the balance as JSON; exits 1 if a reading that was acknowledged is missing."
        })
public final class VerifyCommand implements Callable<Integer> {

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            required = true,
            description = "what 'simulate --ledger' wrote")
    private Path ledgerFile;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "the data directory of the local AWS")
    private Path data;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "75s",
            description =
                    "how long to wait for readings that are still buffered (default: ${DEFAULT-VALUE})")
    private Duration wait;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isRegularFile(ledgerFile)) {
            throw CommandFailure.usage(
                    "there is no ledger at "
                            + ledgerFile
                            + "; name the file that 'simulate --ledger' wrote");
        }
        LedgerSnapshot ledger = LedgerSnapshot.read(ledgerFile);
        if (!ledger.isDated()) {
            say(
                    "the ledger "
                            + ledgerFile
                            + " is of an older simulator and does not say when its runs began:"
                            + " what other runs have left in "
                            + data
                            + " may count as delivered, and hide a loss");
        }
        Verification verification = Verification.of(ledger, data);
        // Ctrl-C ends this process as it ends any other: nothing is open that needs care
        VerificationReport report =
                new Verdict(verification, data, Termination.manual()).await(wait, this::sayWaiting);
        spec.commandLine().getOut().println(json(report));
        spec.commandLine().getOut().flush();
        if (!report.isLossless()) {
            throw CommandFailure.failed(
                    report.lost()
                            + (report.lost() == 1 ? " reading was" : " readings were")
                            + " acknowledged and not delivered; look into the spool,"
                            + " the dead letters and the gateway's log");
        }
        return ExitCodes.OK;
    }

    private void sayWaiting() {
        say(
                "readings are missing, and accepted ones may still be buffered in "
                        + data
                        + ": waiting up to "
                        + Durations.format(wait));
    }

    private void say(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    private static String json(VerificationReport report) throws JsonProcessingException {
        // a method called is... is no property of a record
        return new ObjectMapper().writeValueAsString(new Balance(report));
    }

    /** The keys that scripts rely on. */
    private record Balance(
            long sent,
            long acknowledged,
            long delivered,
            long lost,
            long duplicates,
            long foreign,
            long unrecognised,
            long objects) {

        private Balance(VerificationReport report) {
            this(
                    report.sent(),
                    report.acknowledged(),
                    report.delivered(),
                    report.lost(),
                    report.duplicates(),
                    report.foreign(),
                    report.unrecognised(),
                    report.objects());
        }
    }
}
