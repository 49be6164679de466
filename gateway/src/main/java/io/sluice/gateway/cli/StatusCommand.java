/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.toolkit.ExitCodes;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows how a running gateway does; exits 0 if it is ready, else 1. */
@Command(
        name = "status",
        description =
                "Shows mode, broker, lanes, spool and counters of a running gateway; exits 1 if it is not ready.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private AdminOption admin;

    @Option(names = "--json", description = "As JSON.")
    private boolean asJson;

    @Override
    public Integer call() {
        AdminClient client = admin.client();
        JsonNode status = client.get("/api/status");
        PrintWriter out = spec.commandLine().getOut();
        if (asJson) {
            out.println(client.pretty(status));
        } else {
            print(out, status);
        }
        out.flush();
        return status.path("ready").asBoolean() ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private static void print(PrintWriter out, JsonNode status) {
        out.printf(
                "%-10s %s, mode %s%n",
                "gateway", status.path("state").asText(), status.path("mode").asText());
        out.printf(
                "%-10s %s as %s, %s%n",
                "broker",
                status.at("/broker/uri").asText(),
                status.at("/broker/clientId").asText(),
                status.at("/broker/state").asText());
        out.printf(
                "%-10s %s of %s, %s unsettled (%s)%n",
                "spool",
                bytes(status.at("/spool/bytes").asLong()),
                bytes(status.at("/spool/maxBytes").asLong()),
                status.at("/spool/unsettled").asLong(),
                status.at("/spool/durability").asText());
        for (JsonNode lane : status.path("lanes")) {
            out.printf(
                    "%-10s %s -> %s, %s, %s behind, oldest %d s%n",
                    "lane",
                    lane.path("route").asText(),
                    lane.path("stream").asText(),
                    lane.path("state").asText(),
                    bytes(lane.path("bytesBehind").asLong()),
                    lane.path("oldestAgeSeconds").asLong());
        }
        JsonNode counters = status.path("counters");
        out.printf(
                "%-10s received %d, acknowledged %d, delivered %d, quarantined %d%n",
                "readings",
                counters.path("received").asLong(),
                counters.path("acknowledged").asLong(),
                counters.path("delivered").asLong(),
                counters.path("quarantined").asLong());
        long payload = counters.path("payloadBytes").asLong();
        out.printf(
                "%-10s %d accepted, %d refused and %d unanswered sent again, billed/payload %s%n",
                "records",
                counters.path("records").asLong(),
                counters.path("refusedRecords").asLong(),
                counters.path("unansweredRecords").asLong(),
                payload == 0
                        ? "-"
                        : String.format(
                                Locale.ROOT,
                                "%.3f",
                                counters.path("billedBytes").asDouble() / payload));
        for (JsonNode problem : status.path("problems")) {
            out.printf("%-10s %s%n", "PROBLEM", problem.asText());
        }
    }

    private static String bytes(long bytes) {
        return bytes < 1 << 20
                ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }
}
