/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.firehose.DeliveryStreams;
import io.sluice.localaws.iot.rule.TopicRules;
import io.sluice.localaws.s3.BucketFolders;
import io.sluice.templates.Evaluation;
import io.sluice.templates.StackIdentity;
import io.sluice.templates.Template;
import io.sluice.templates.TemplateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deploys templates into the services of this process. The same stack may be deployed again:
 * streams that changed are changed, the others left alone.
 */
public final class Deployer {

    private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);

    private final DeliveryStreams streams;
    private final BucketFolders buckets;
    private final TopicRules rules;
    private final String region;
    private final String accountId;

    /** Deploys into these services. */
    public Deployer(
            DeliveryStreams streams,
            BucketFolders buckets,
            TopicRules rules,
            String region,
            String accountId) {
        this.streams = streams;
        this.buckets = buckets;
        this.rules = rules;
        this.region = region;
        this.accountId = accountId;
    }

    /**
     * Deploys a template.
     *
     * @param stackName letters, digits and hyphens, beginning with a letter
     * @param file YAML or JSON
     * @param parameters by name
     * @throws TemplateException if anything in it is wrong or not supported; nothing is changed
     *     then
     */
    public synchronized Stack deploy(String stackName, Path file, Map<String, String> parameters) {
        if (!stackName.matches("[a-zA-Z][-a-zA-Z0-9]{0,127}")) {
            throw new TemplateException(
                    "'"
                            + stackName
                            + "' is not a stack name: letters, digits and hyphens, a letter first");
        }
        Template template = Template.read(file);
        StackIdentity identity = new StackIdentity(stackName, region, accountId);
        DeploymentPlan plan =
                DeploymentPlan.of(
                        template,
                        identity,
                        Evaluation.of(template, identity, parameters),
                        streams,
                        rules);
        try {
            for (String bucket : plan.buckets()) {
                buckets.createBucket(bucket);
            }
        } catch (IOException e) {
            throw new TemplateException("a bucket cannot be created: " + e, e);
        }
        for (ObjectNode request : plan.streamRequests()) {
            streams.createOrChange(request);
        }
        plan.rulePayloads().forEach(rules::deploy);
        List<String> inert =
                plan.stack().resources().stream()
                        .filter(Stack.Resource::inert)
                        .map(resource -> resource.logicalId() + " (" + resource.type() + ")")
                        .toList();
        LOG.atInfo()
                .addKeyValue("stack", stackName)
                .addKeyValue("streams", plan.streamRequests().size())
                .addKeyValue("rules", plan.rulePayloads().size())
                .addKeyValue("inert", inert)
                .log("stack deployed");
        return plan.stack();
    }
}
