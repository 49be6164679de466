/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.demo;

import io.sluice.toolkit.CommandFailure;
import io.sluice.toolkit.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * All that a run writes, and finds again if it is given to a later run.
 *
 * <pre>
 * DATA/s3/BUCKET/...   the delivered files
 * DATA/ledger.txt      what was published and acknowledged
 * DATA/gateway.yaml    the gateway's settings, to be copied
 * DATA/template.yaml   what was deployed
 * DATA/broker/         sessions and messages of the broker
 * DATA/gateway/        the gateway's spool and quarantine
 * DATA/firehose/       records that local AWS has accepted and not delivered yet
 * </pre>
 *
 * @param root the data directory, absolute
 */
record DemoFolder(Path root) {

    /**
     * The folder at this path, created if it is not there.
     *
     * @throws CommandFailure if it cannot be written
     */
    static DemoFolder open(Path path) {
        DemoFolder folder = new DemoFolder(path.toAbsolutePath().normalize());
        try {
            Files.createDirectories(folder.root);
            Files.delete(Files.createTempFile(folder.root, ".writable", null));
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "cannot write to the data directory "
                            + path
                            + " ("
                            + Reason.of(e)
                            + "); name a folder that this user may write with --data",
                    e);
        }
        return folder;
    }

    Path buckets() {
        return root.resolve("s3");
    }

    Path ledger() {
        return root.resolve("ledger.txt");
    }

    Path gatewaySettings() {
        return root.resolve("gateway.yaml");
    }

    Path template() {
        return root.resolve("template.yaml");
    }

    Path broker() {
        return root.resolve("broker");
    }

    Path gateway() {
        return root.resolve("gateway");
    }
}
