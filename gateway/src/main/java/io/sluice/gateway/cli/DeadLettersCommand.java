/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.ExitCodes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at quarantine, and decides what becomes of what is in it. */
@Command(
        name = "dead-letters",
        description =
                "Lists, shows, replays or purges the readings in a running gateway's quarantine.",
        mixinStandardHelpOptions = true,
        subcommands = {
            DeadLettersCommand.ListLetters.class,
            DeadLettersCommand.ShowLetter.class,
            DeadLettersCommand.Replay.class,
            DeadLettersCommand.Purge.class
        })
public final class DeadLettersCommand implements Runnable {

    private static final String PATH = "/api/dead-letters";

    @Override
    public void run() {
        throw CommandFailure.usage("say what to do: list, show, replay or purge (--help)");
    }

    /** Lists all, oldest first. */
    @Command(
            name = "list",
            description = "Lists all, oldest first.",
            mixinStandardHelpOptions = true)
    static final class ListLetters implements Callable<Integer> {
        @Spec private CommandSpec spec;
        @Mixin private AdminOption admin;

        @Option(names = "--json", description = "As JSON.")
        private boolean asJson;

        @Override
        public Integer call() {
            AdminClient client = admin.client();
            JsonNode letters = client.get(PATH);
            var out = spec.commandLine().getOut();
            if (asJson) {
                out.println(client.pretty(letters));
            } else {
                for (JsonNode letter : letters) {
                    out.printf(
                            "%s  %s  %s  %d bytes  %s%n",
                            letter.path("id").asText(),
                            letter.path("reason").asText(),
                            letter.path("topic").asText(),
                            letter.path("payloadBytes").asLong(),
                            letter.path("detail").asText());
                }
                spec.commandLine().getErr().println(letters.size() + " dead letters");
            }
            return ExitCodes.OK;
        }
    }

    /** Shows one. */
    @Command(
            name = "show",
            description = "Shows one as JSON, or its payload's bytes.",
            mixinStandardHelpOptions = true)
    static final class ShowLetter implements Callable<Integer> {
        @Spec private CommandSpec spec;
        @Mixin private AdminOption admin;

        @Option(names = "--payload", description = "Its payload's bytes, as they came.")
        private boolean payload;

        @Parameters(paramLabel = "ID", description = "As list prints it.")
        private String id;

        @Override
        public Integer call() throws IOException {
            AdminClient client = admin.client();
            if (payload) {
                System.out.write(client.getBytes(PATH + "/" + id + "/payload"));
                System.out.flush();
            } else {
                spec.commandLine().getOut().println(client.pretty(client.get(PATH + "/" + id)));
            }
            return ExitCodes.OK;
        }
    }

    /** Puts some or all back into the spool. */
    @Command(
            name = "replay",
            description =
                    "Puts dead letters back into the spool, as if they had just come; every route that matches gets them.",
            mixinStandardHelpOptions = true)
    static final class Replay implements Callable<Integer> {
        @Mixin private Selection selection;

        @Override
        public Integer call() {
            return selection.each("POST", "/replay", "replayed");
        }
    }

    /** Gives some or all up. */
    @Command(
            name = "purge",
            description = "Gives dead letters up for good.",
            mixinStandardHelpOptions = true)
    static final class Purge implements Callable<Integer> {
        @Mixin private Selection selection;

        @Override
        public Integer call() {
            return selection.each("DELETE", "", "purged");
        }
    }

    static final class Selection {
        @Spec(Spec.Target.MIXEE)
        private CommandSpec spec;

        @Mixin private AdminOption admin;

        @ArgGroup(multiplicity = "1")
        private Which which;

        static final class Which {
            @Option(names = "--all", description = "All there are now.")
            private boolean all;

            @Parameters(paramLabel = "ID", arity = "1..*", description = "As list prints them.")
            private List<String> ids = new ArrayList<>();
        }

        int each(String method, String action, String done) {
            AdminClient client = admin.client();
            List<String> ids = new ArrayList<>(which.ids);
            if (which.all) {
                client.get(PATH).forEach(letter -> ids.add(letter.path("id").asText()));
            }
            for (String id : ids) {
                client.send(method, PATH + "/" + id + action);
                spec.commandLine().getOut().println(done + " " + id);
            }
            return ExitCodes.OK;
        }
    }
}
