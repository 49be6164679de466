/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.gateway.config.Durability;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.RouteConfig;
import io.sluice.gateway.config.Slot;
import io.sluice.gateway.message.TopicFilter;
import io.sluice.gateway.spool.ExportHeader;
import io.sluice.gateway.spool.ImportResult;
import io.sluice.gateway.spool.SpoolException;
import io.sluice.gateway.spool.SpoolExport;
import io.sluice.gateway.spool.SpoolImport;
import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes readings out of the spool of a gateway that is stopped, and adds them to that of another
 * one. The data directory is locked meanwhile, as it is by a gateway that runs.
 */
public final class SpoolTransfer {

    /** What comes over standard input, until all of it is there. */
    private static final String RECEIVED = "import.part";

    private final GatewayConfig config;

    private SpoolTransfer(GatewayConfig config) {
        this.config = config;
    }

    /**
     * What was exported.
     *
     * @param header how much of what
     * @param losses what of the spool could not be read, in words
     */
    public record Exported(ExportHeader header, List<String> losses) {}

    /**
     * For the gateway of a configuration.
     *
     * @param slot which one, if the configuration is for several; else null
     * @param data its data directory, or null for the configuration's
     * @throws CommandFailure if the slot is missing, or there are none
     */
    public static SpoolTransfer of(
            GatewayConfig config, @Nullable Integer slot, @Nullable Path data) {
        boolean several = Slot.isIn(config.dataDirectory());
        if (several && slot == null) {
            throw CommandFailure.usage(
                    "The configuration is for several gateways (dataDirectory: "
                            + config.dataDirectory()
                            + "); say which one by --slot N");
        }
        if (!several && slot != null) {
            throw CommandFailure.usage(
                    "The configuration's dataDirectory, "
                            + config.dataDirectory()
                            + ", has no {slot} for --slot to stand for; leave it out");
        }
        GatewayConfig one = slot == null ? config : config.atSlot(slot);
        return new SpoolTransfer(data == null ? one : one.withDataDirectory(data));
    }

    /**
     * Writes what the spool has still to deliver to a file.
     *
     * @param release whether the spool gives it up then
     * @throws CommandFailure if a gateway runs on the directory, or there is no spool in it
     * @throws SpoolException if the spool cannot be read, or the file not be written
     */
    public Exported exportTo(Path file, boolean release) {
        return export(
                spool -> {
                    spool.writeTo(file);
                    if (release) {
                        spool.release();
                    }
                });
    }

    /** The same to a stream; what becomes of that nobody knows here, so the spool keeps it. */
    public Exported exportTo(OutputStream out) {
        return export(spool -> spool.writeTo(out));
    }

    private Exported export(Consumer<SpoolExport> writing) {
        Path directory = Parts.spoolDirectory(config);
        if (!Files.isDirectory(directory)) {
            throw CommandFailure.failed(
                    "There is no spool in "
                            + config.dataDirectory()
                            + "; name the data directory of the gateway that is gone by --data");
        }
        try (DataDirectory locked = lock();
                SpoolExport export =
                        SpoolExport.open(directory, config.source().clientId(), filters())) {
            writing.accept(export);
            return new Exported(export.header(), export.losses());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Adds a file that was exported to the spool.
     *
     * @param renamed what a route of the file is called here, where that is different
     * @throws CommandFailure if a gateway runs on the directory, or it keeps no spool on disk
     * @throws SpoolException if the file cannot be imported as it is; nothing of it was then
     */
    public ImportResult importFrom(Path file, Map<String, String> renamed) {
        refuseBrokerDurability();
        try (DataDirectory locked = lock()) {
            return take(file, renamed);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** The same with a stream, which is stored first: it is looked at before it is imported. */
    public ImportResult importFrom(InputStream in, Map<String, String> renamed) {
        refuseBrokerDurability();
        Path received = config.dataDirectory().resolve(RECEIVED);
        try (DataDirectory locked = lock()) {
            try {
                Files.copy(in, received, StandardCopyOption.REPLACE_EXISTING);
                return take(received, renamed);
            } finally {
                Files.deleteIfExists(received);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private ImportResult take(Path file, Map<String, String> renamed) {
        try (SpoolImport spool = SpoolImport.open(Parts.fileSpool(config), filters())) {
            return spool.take(file, renamed);
        }
    }

    private void refuseBrokerDurability() {
        if (config.spool().durability() == Durability.BROKER) {
            throw CommandFailure.failed(
                    "The gateway keeps no spool on disk (spool.durability: broker); import into one"
                            + " with durability disk");
        }
    }

    private DataDirectory lock() {
        return DataDirectory.lockStopped(config.dataDirectory());
    }

    private Map<String, TopicFilter> filters() {
        return config.routes().stream()
                .collect(
                        Collectors.toMap(
                                RouteConfig::name, route -> TopicFilter.of(route.filter())));
    }

    private CommandFailure failed(IOException e) {
        return CommandFailure.failed(
                "Cannot use the data directory "
                        + config.dataDirectory()
                        + " ("
                        + Reason.of(e)
                        + "); check the disk and its permissions",
                e);
    }
}
