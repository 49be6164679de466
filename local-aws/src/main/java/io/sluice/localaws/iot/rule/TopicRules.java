/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.protocol.AwsFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All topic rules of an account in a region. Any thread may call; a change is on disk when its call
 * returns, and the next message sees it.
 */
public final class TopicRules {

    /** "AWS IoT Core rules engine limits": actions of a rule. */
    static final int MAX_ACTIONS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(TopicRules.class);

    private final String arnPrefix;
    private final Clock clock;
    private final RuleFolder folder;
    private final ConcurrentSkipListMap<String, RuleFolder.Stored> rules =
            new ConcurrentSkipListMap<>();

    /**
     * Opens the rules that an earlier run left.
     *
     * @param arnPrefix what stands before a rule's name in its ARN
     * @param root where their files are
     * @param clock for the time of creation
     * @throws IOException if they cannot be read
     */
    public TopicRules(String arnPrefix, Path root, Clock clock) throws IOException {
        this.arnPrefix = arnPrefix;
        this.clock = clock;
        this.folder = new RuleFolder(root);
        for (RuleFolder.Stored stored : folder.load()) {
            rules.put(stored.rule().name(), stored);
        }
    }

    /**
     * Makes a rule from a TopicRulePayload.
     *
     * @throws AwsFailure for what AWS refuses, and for what is not supported here
     */
    public synchronized void create(String name, ObjectNode payload) {
        TopicRule rule = TopicRuleReader.read(name, payload, clock.instant());
        if (rules.containsKey(name)) {
            throw AwsFailure.of(
                    "ResourceAlreadyExistsException", 409, "Rule already exists: " + name);
        }
        store(rule, null);
        LOG.atInfo().addKeyValue("rule", name).log("topic rule created");
    }

    /** Puts another payload in the place of a rule's own. */
    public synchronized void replace(String name, ObjectNode payload) {
        RuleFolder.Stored before = stored(name);
        store(TopicRuleReader.read(name, payload, before.rule().createdAt()), before.deployed());
        LOG.atInfo().addKeyValue("rule", name).log("topic rule replaced");
    }

    /**
     * Makes or changes a rule as a template says. As CloudFormation does, it leaves alone a rule
     * whose template has not changed, whatever became of it since.
     */
    public synchronized void deploy(String name, ObjectNode payload) {
        RuleFolder.Stored before = rules.get(name);
        if (before != null && payload.equals(before.deployed())) {
            return;
        }
        store(
                TopicRuleReader.read(
                        name,
                        payload,
                        before == null ? clock.instant() : before.rule().createdAt()),
                payload.deepCopy());
        LOG.atInfo().addKeyValue("rule", name).log("topic rule deployed");
    }

    /** Refuses what {@link #create} would refuse, and makes nothing. */
    public void validate(String name, ObjectNode payload) {
        TopicRuleReader.read(name, payload, clock.instant());
    }

    /** Lets the rule run. */
    public void enable(String name) {
        change(name, rule -> rule.withDisabled(false));
    }

    /** Lets the rule rest; the next message does not reach it. */
    public void disable(String name) {
        change(name, rule -> rule.withDisabled(true));
    }

    /** Removes a rule; one that is not there is no error, as in AWS. */
    public synchronized void delete(String name) {
        TopicRuleReader.checkName(name);
        try {
            folder.delete(name);
        } catch (IOException e) {
            throw notStored(e);
        }
        if (rules.remove(name) != null) {
            LOG.atInfo().addKeyValue("rule", name).log("topic rule deleted");
        }
    }

    /** The rule of that name. */
    public Optional<TopicRule> find(String name) {
        return Optional.ofNullable(rules.get(name)).map(RuleFolder.Stored::rule);
    }

    /**
     * The rule of that name.
     *
     * @throws AwsFailure {@code UnauthorizedException}, 401, if it is not there: AWS does not tell
     *     the one from the other
     */
    public TopicRule get(String name) {
        return stored(name).rule();
    }

    /** All rules, by name. */
    public List<TopicRule> all() {
        Collection<RuleFolder.Stored> stored = rules.values();
        return stored.stream().map(RuleFolder.Stored::rule).toList();
    }

    /** The names of all rules, in alphabetical order. */
    public List<String> names() {
        return List.copyOf(rules.keySet());
    }

    /** The ARN of a rule of this account. */
    public String arn(String name) {
        return arnPrefix + name;
    }

    private synchronized void change(String name, UnaryOperator<TopicRule> change) {
        RuleFolder.Stored before = stored(name);
        TopicRule after = change.apply(before.rule());
        store(after, before.deployed());
        LOG.atInfo()
                .addKeyValue("rule", name)
                .log(after.disabled() ? "topic rule disabled" : "topic rule enabled");
    }

    private RuleFolder.Stored stored(String name) {
        TopicRuleReader.checkName(name);
        RuleFolder.Stored stored = rules.get(name);
        if (stored == null) {
            throw AwsFailure.of(
                    "UnauthorizedException", 401, "Access to topic rule '" + name + "' was denied");
        }
        return stored;
    }

    private void store(TopicRule rule, @Nullable ObjectNode deployed) {
        RuleFolder.Stored stored = new RuleFolder.Stored(rule, deployed);
        try {
            folder.save(stored);
        } catch (IOException e) {
            throw notStored(e);
        }
        rules.put(rule.name(), stored);
    }

    private static AwsFailure notStored(IOException e) {
        LOG.atError().addKeyValue("reason", e).log("the data directory cannot be written");
        return AwsFailure.of(
                "InternalException",
                500,
                "The data directory cannot be written: " + e.getMessage());
    }
}
