/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.spool;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What an import has brought.
 *
 * @param header what the file says of itself
 * @param earlier when the file was imported before, if it was: then only what was missing came
 * @param readings how many came
 * @param bytes what they take in the spool, at most
 * @param routes how many each route is to have, by its name here
 * @param missing what of the file is damaged or not there
 * @param missingReadings how many readings that is
 */
public record ImportResult(
        ExportHeader header,
        Optional<Instant> earlier,
        long readings,
        long bytes,
        SortedMap<String, Long> routes,
        List<ByteRange> missing,
        long missingReadings) {}
