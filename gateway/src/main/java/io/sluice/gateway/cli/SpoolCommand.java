/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.app.SpoolTransfer;
import io.sluice.gateway.app.SpoolTransfer.Exported;
import io.sluice.gateway.json.Json;
import io.sluice.gateway.spool.ByteRange;
import io.sluice.gateway.spool.ExportHeader;
import io.sluice.gateway.spool.ImportResult;
import io.sluice.gateway.spool.SpoolException;
import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.ExitCodes;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Moves readings from the spool of a gateway that does not come back to that of another one. */
@Command(
        name = "spool",
        description =
                "Moves readings that wait in the spool of a gateway that is gone to another gateway.",
        mixinStandardHelpOptions = true,
        subcommands = {SpoolCommand.Export.class, SpoolCommand.Import.class})
public final class SpoolCommand implements Runnable {

    private static final String STANDARD_STREAM = "-";

    @Override
    public void run() {
        throw CommandFailure.usage("say what to do: export or import (--help)");
    }

    /** Which gateway's spool. */
    static final class Which {
        @Mixin private ConfigOption config;

        @Option(
                names = "--slot",
                paramLabel = "N",
                description = "Which gateway, if the configuration's dataDirectory has {slot}.")
        private @Nullable Integer slot;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Its data directory, in the place of the configuration's.")
        private @Nullable Path data;

        SpoolTransfer transfer() {
            return SpoolTransfer.of(config.load(), slot, data);
        }
    }

    /** Writes a file. */
    @Command(
            name = "export",
            description =
                    "Writes what the spool of a stopped gateway has still to deliver into a file, and says what that is; the spool stays as it is.",
            mixinStandardHelpOptions = true)
    static final class Export implements Callable<Integer> {
        @Spec private CommandSpec spec;
        @Mixin private Which which;

        @Option(
                names = "--release",
                description =
                        "Give the readings up in this spool once the file is safe, so that they are not sent twice if the gateway does come back.")
        private boolean release;

        @Parameters(paramLabel = "FILE", description = "The file to write; - is standard output.")
        private String file;

        @Override
        public Integer call() {
            boolean stream = file.equals(STANDARD_STREAM);
            if (stream && release) {
                throw CommandFailure.usage(
                        "--release needs a file: whether a stream arrived cannot be known here");
            }
            SpoolTransfer transfer = which.transfer();
            Exported exported =
                    telling(
                            () ->
                                    stream
                                            ? transfer.exportTo(
                                                    new FileOutputStream(FileDescriptor.out))
                                            : transfer.exportTo(Path.of(file), release));
            ExportHeader header = exported.header();
            ObjectNode json = json(header.id(), header.gateway());
            json.put("readings", header.readings());
            json.put("bytes", header.fileBytes());
            json.put("oldest", header.readings() == 0 ? null : header.oldest().toString());
            json.put("newest", header.readings() == 0 ? null : header.newest().toString());
            header.routes().forEach(json.putObject("routes")::put);
            json.put("released", release);
            exported.losses().forEach(json.putArray("unreadable")::add);
            PrintWriter err = spec.commandLine().getErr();
            PrintWriter out = stream ? err : spec.commandLine().getOut();
            out.println(json);
            out.flush();
            exported.losses().forEach(loss -> err.println("sluice: not exported: " + loss));
            return exported.losses().isEmpty() ? ExitCodes.OK : ExitCodes.FAILED;
        }
    }

    /** Reads a file. */
    @Command(
            name = "import",
            description =
                    "Adds an exported file to the spool of a stopped gateway, which delivers it when it is started; the same file brings nothing twice.",
            mixinStandardHelpOptions = true)
    static final class Import implements Callable<Integer> {
        @Spec private CommandSpec spec;
        @Mixin private Which which;

        @Option(
                names = "--route",
                paramLabel = "OLD=NEW",
                description =
                        "What a route of the file is called here, where that is different. Repeatable.")
        private Map<String, String> renamed = new LinkedHashMap<>();

        @Parameters(paramLabel = "FILE", description = "The file to read; - is standard input.")
        private String file;

        @Override
        public Integer call() {
            SpoolTransfer transfer = which.transfer();
            ImportResult result =
                    telling(
                            () ->
                                    file.equals(STANDARD_STREAM)
                                            ? transfer.importFrom(System.in, renamed)
                                            : transfer.importFrom(Path.of(file), renamed));
            ObjectNode json = json(result.header().id(), result.header().gateway());
            json.put("readings", result.readings());
            json.put("bytes", result.bytes());
            result.routes().forEach(json.putObject("routes")::put);
            json.put("importedBefore", result.earlier().map(Instant::toString).orElse(null));
            json.put("missingReadings", result.missingReadings());
            ArrayNode missing = json.putArray("missing");
            for (ByteRange range : result.missing()) {
                missing.addObject().put("from", range.from()).put("to", range.to());
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println(json);
            out.flush();
            if (result.missing().isEmpty()) {
                return ExitCodes.OK;
            }
            throw CommandFailure.failed(missing(result));
        }

        private String missing(ImportResult result) {
            return file
                    + " is damaged or cut off, and "
                    + result.missingReadings()
                    + " of its "
                    + result.header().readings()
                    + " readings are missing: bytes "
                    + result.missing().stream()
                            .limit(20)
                            .map(range -> range.from() + " to " + range.to())
                            .collect(Collectors.joining(", "))
                    + ". Copy or export it again, and import that: only what is missing is taken";
        }
    }

    private static ObjectNode json(String id, String gateway) {
        return Json.mapper().createObjectNode().put("id", id).put("gateway", gateway);
    }

    private static <T> T telling(Callable<T> transfer) {
        try {
            return transfer.call();
        } catch (SpoolException e) {
            throw CommandFailure.failed(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a transfer throws nothing else", e);
        }
    }
}
