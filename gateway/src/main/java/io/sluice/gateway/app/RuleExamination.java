/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.app;

import io.sluice.gateway.app.Examination.Finding;
import io.sluice.gateway.config.Forwarding;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.Mode;
import io.sluice.gateway.config.RouteConfig;
import io.sluice.gateway.forward.ReadingIds;
import io.sluice.gateway.iotcore.DeployedRule;
import io.sluice.gateway.iotcore.IotCoreException;
import io.sluice.gateway.iotcore.Relay;
import io.sluice.gateway.iotcore.RelayEvents;
import io.sluice.gateway.iotcore.RelaySettings;
import io.sluice.gateway.iotcore.TopicRules;
import io.sluice.gateway.mode.ModeFile;
import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.time.Ticker;
import io.sluice.toolkit.CommandFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at AWS IoT Core and at the rule of each route. What is wrong with a deployed rule is a
 * problem in mode iot-rule, and a note in mode direct, which does not need it until the mode is to
 * be changed.
 */
final class RuleExamination {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** A problem in mode direct too. */
    private static final String TWICE =
            "is enabled though the mode is direct: readings come twice; disable it, or change the mode to iot-rule";

    private final GatewayConfig config;
    private final TopicRules deployed;
    private final RuleLookup rules;
    private final Mode mode;
    private final List<Finding> findings = new ArrayList<>();

    private RuleExamination(GatewayConfig config, TopicRules deployed) {
        this.config = config;
        this.deployed = deployed;
        this.rules =
                RuleLookup.begin(
                        RouteRules.deployed(config),
                        deployed::find,
                        KnownRules.none(),
                        Ticker.SYSTEM);
        this.mode = new ModeFile(config.dataDirectory(), config.mode()).read();
    }

    /** Looks, and changes nothing. */
    static List<Finding> of(GatewayConfig config) throws InterruptedException {
        try (TopicRules deployed = TopicRules.open(config.aws())) {
            RuleExamination examination = new RuleExamination(config, deployed);
            if (examination.mode == Mode.IOT_RULE && !examination.isRuleOnly()) {
                examination.connection();
            }
            for (int i = 0; i < config.routes().size(); i++) {
                examination.route(i);
            }
            return examination.findings;
        }
    }

    private boolean isRuleOnly() {
        return config.iotCore().forwarding() == Forwarding.RULE_ONLY;
    }

    /** Connects as the relay does, under a name that no running gateway has. */
    private void connection() throws InterruptedException {
        RelaySettings relay = Parts.relay(config, deployed);
        String subject = "AWS IoT Core";
        try {
            subject += " at " + relay.endpoint().get().uri();
        } catch (IotCoreException e) {
            findings.add(Finding.problem(subject, String.valueOf(e.getMessage())));
            return;
        }
        RelaySettings once =
                new RelaySettings(
                        relay.endpoint(),
                        relay.clientIdPrefix() + "-check",
                        1,
                        relay.acknowledgeTimeout(),
                        relay.firstPause(),
                        relay.longestPause());
        try (Relay probe = Relay.start(once, RelayEvents.NONE, Ticker.SYSTEM)) {
            Failure failure = probe.awaitConnection(CONNECT);
            findings.add(
                    failure == null
                            ? Finding.well(subject)
                            : Finding.problem(subject, failure.message()));
        }
    }

    private void route(int index) {
        RouteConfig route = config.routes().get(index);
        if (route.rule().isAbsent()) {
            return;
        }
        String name = route.rule().name();
        String subject = name == null ? "rule of route " + route.name() : "topic rule " + name;
        RouteRule wanted;
        try {
            wanted = RouteRules.read(config, index, rules);
        } catch (CommandFailure e) {
            findings.add(Finding.problem(subject, String.valueOf(e.getMessage())));
            return;
        }
        if (route.sluiceId() && !String.valueOf(wanted.sql()).contains(ReadingIds.PROPERTY)) {
            findings.add(
                    Finding.note(
                            subject,
                            "does not read what sluiceId gives it, so that records have no name; add"
                                    + " get(get_user_properties('sluice-id'), 0) AS sluice_id to its SQL"));
        }
        List<String> differences = name == null ? List.of() : differences(name, route, wanted);
        differences.forEach(difference -> tell(subject, difference));
        if (differences.isEmpty()) {
            findings.add(Finding.well(subject));
        }
    }

    private void tell(String subject, String difference) {
        String text =
                difference.startsWith(subject + " ")
                        ? difference.substring(subject.length() + 1)
                        : difference;
        findings.add(
                mode == Mode.IOT_RULE || difference.equals(TWICE)
                        ? Finding.problem(subject, text)
                        : Finding.note(subject, text));
    }

    private List<String> differences(String name, RouteConfig route, RouteRule wanted) {
        @Nullable DeployedRule rule;
        try {
            rule = deployed.find(name).orElse(null);
        } catch (IotCoreException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
        List<String> differences = new ArrayList<>();
        RuleDrift.of(rule, route, wanted).forEach(drift -> differences.add(drift.problem()));
        if (rule != null && rule.disabled() && mode == Mode.IOT_RULE) {
            differences.add(
                    "is disabled; a gateway that starts in mode iot-rule enables it, or enable it yourself"
                            + " (aws iot enable-topic-rule --rule-name "
                            + name
                            + ")");
        }
        if (rule != null && !rule.disabled() && mode == Mode.DIRECT && isRuleOnly()) {
            differences.add(TWICE);
        }
        return differences;
    }
}
