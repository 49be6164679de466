/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.forward.FileQuarantine;
import io.sluice.gateway.forward.LaneStatus;
import io.sluice.gateway.mode.ModeSwitch;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.source.SourceStatus;
import io.sluice.gateway.spool.Spool;
import io.sluice.gateway.spool.SpoolStatus;
import io.sluice.gateway.telemetry.IntakeTelemetry;
import io.sluice.gateway.telemetry.LaneTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The status as {@code /api/status} and {@code sluice status --json} show it;
 * docs/reference/admin-api.md lists its keys.
 */
record GatewayStatus(
        GatewayConfig config,
        ModeSwitch modes,
        int relayConnections,
        GatewayState state,
        Instant startedAt,
        Source source,
        Spool spool,
        FileQuarantine quarantine,
        List<LaneStatus> lanes,
        IntakeTelemetry intake,
        LaneTelemetry delivery) {

    /** Why readings do not flow, in words; empty if they do. */
    static List<String> problems(
            GatewayState state,
            @Nullable Source source,
            @Nullable Spool spool,
            List<LaneStatus> lanes) {
        List<String> problems = new ArrayList<>();
        if (state != GatewayState.RUNNING || source == null || spool == null) {
            problems.add("the gateway is " + state.name().toLowerCase(Locale.ROOT));
            return problems;
        }
        SourceStatus session = source.status();
        if (!session.isConnected()) {
            problems.add(
                    "broker "
                            + session.broker()
                            + " is not connected"
                            + (session.problem() == null ? "" : ": " + session.problem()));
        } else if (session.problem() != null) {
            problems.add(session.problem());
        }
        SpoolStatus held = spool.status();
        if (held.pausedBecause() != null) {
            problems.add("spool is paused: " + held.pausedBecause());
        }
        for (LaneStatus lane : lanes) {
            lane.problem().ifPresent(problems::add);
        }
        return problems;
    }

    Map<String, Object> toMap(List<String> problems, Instant now) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("mode", modes.mode().toString());
        map.put("modeSwitch", switchMap(modes.last()));
        map.put("relayConnections", relayConnections);
        map.put("state", state.name().toLowerCase(Locale.ROOT));
        map.put("ready", problems.isEmpty());
        map.put("problems", problems);
        map.put("startedAt", startedAt.toString());
        map.put("uptimeSeconds", Duration.between(startedAt, now).toSeconds());
        map.put("broker", broker());
        map.put("spool", spoolMap());
        map.put("lanes", lanes.stream().map(lane -> laneMap(lane, now)).toList());
        map.put(
                "quarantine",
                Map.of("letters", quarantine.size(), "bytes", quarantine.heldBytes()));
        map.put("counters", counters());
        return map;
    }

    private static @Nullable Map<String, Object> switchMap(ModeSwitch.@Nullable LastSwitch last) {
        if (last == null) {
            return null;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("from", last.from().toString());
        map.put("to", last.to().toString());
        map.put("state", last.state());
        map.put("step", last.step().label());
        map.put("startedAt", last.startedAt().toString());
        map.put("reason", last.reason());
        return map;
    }

    private Map<String, Object> broker() {
        SourceStatus session = source.status();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("uri", session.broker());
        map.put("clientId", session.clientId());
        map.put("state", session.state());
        map.put("problem", session.problem());
        return map;
    }

    private Map<String, Object> spoolMap() {
        SpoolStatus held = spool.status();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("durability", config.spool().durability().toString().toLowerCase(Locale.ROOT));
        map.put("bytes", held.heldBytes());
        map.put("maxBytes", held.maxBytes());
        map.put("unsettled", held.unsettledMessages());
        map.put("pausedBecause", held.pausedBecause());
        return map;
    }

    private static Map<String, Object> laneMap(LaneStatus lane, Instant now) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("route", lane.route());
        map.put("stream", lane.stream());
        map.put("state", lane.state());
        map.put("bytesBehind", lane.bytesBehind());
        map.put("recordsUnderWay", lane.recordsUnderWay());
        Instant oldest = lane.oldestReceivedAt();
        map.put("oldestAgeSeconds", oldest == null ? 0 : Duration.between(oldest, now).toSeconds());
        map.put(
                "failure",
                lane.failure() == null
                        ? null
                        : lane.failure().kind().label() + ": " + lane.failure().message());
        return map;
    }

    private Map<String, Object> counters() {
        LaneTelemetry.Totals totals = delivery.totals();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("received", intake.receivedCount());
        map.put("acknowledged", intake.acknowledgedCount());
        map.put("delivered", totals.readings());
        map.put("relayed", totals.relayed());
        map.put("filtered", totals.filtered());
        map.put("records", totals.records());
        map.put("refusedRecords", totals.refusedRecords());
        map.put("unansweredRecords", totals.unansweredRecords());
        map.put("quarantined", totals.quarantined());
        map.put("payloadBytes", totals.payloadBytes());
        map.put("billedBytes", totals.billedBytes());
        return map;
    }
}
