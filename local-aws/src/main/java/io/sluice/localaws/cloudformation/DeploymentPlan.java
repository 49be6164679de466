/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.firehose.DeliveryStreams;
import io.sluice.localaws.iot.rule.TopicRules;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.s3.BucketFolders;
import io.sluice.templates.Created;
import io.sluice.templates.Evaluation;
import io.sluice.templates.StackIdentity;
import io.sluice.templates.Template;
import io.sluice.templates.TemplateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All that a template will make, evaluated and examined, with nothing made yet.
 *
 * @param buckets names of buckets
 * @param streamRequests CreateDeliveryStream requests
 * @param rulePayloads TopicRulePayloads, by the rule's name
 * @param stack what the deployment will answer
 */
record DeploymentPlan(
        List<String> buckets,
        List<ObjectNode> streamRequests,
        Map<String, ObjectNode> rulePayloads,
        Stack stack) {

    private static final String STREAM = "AWS::KinesisFirehose::DeliveryStream";
    private static final String RULE = "AWS::IoT::TopicRule";
    private static final String BUCKET = "AWS::S3::Bucket";

    static DeploymentPlan of(
            Template template,
            StackIdentity identity,
            Evaluation values,
            DeliveryStreams streams,
            TopicRules rules) {
        Planner planner = new Planner(identity, values, streams, rules);
        for (String id : values.creationOrder()) {
            Template.Resource resource = template.resources().get(id);
            if (resource != null) {
                planner.plan(id, resource.type());
            }
        }
        return new DeploymentPlan(
                planner.buckets,
                planner.requests,
                planner.payloads,
                new Stack(identity.name(), planner.resources, values.outputs()));
    }

    private static final class Planner {

        private final StackIdentity identity;
        private final Evaluation values;
        private final DeliveryStreams streams;
        private final TopicRules rules;
        private final List<String> buckets = new ArrayList<>();
        private final List<ObjectNode> requests = new ArrayList<>();
        private final Map<String, ObjectNode> payloads = new LinkedHashMap<>();
        private final List<Stack.Resource> resources = new ArrayList<>();

        Planner(
                StackIdentity identity,
                Evaluation values,
                DeliveryStreams streams,
                TopicRules rules) {
            this.identity = identity;
            this.values = values;
            this.streams = streams;
            this.rules = rules;
        }

        void plan(String id, String type) {
            String place = "Resources/" + id;
            ObjectNode properties = values.properties(id);
            Created created =
                    switch (type) {
                        case STREAM -> stream(id, properties, place);
                        case RULE -> rule(id, properties, place);
                        default -> inert(id, type, properties, place);
                    };
            values.created(id, created);
            resources.add(
                    new Stack.Resource(
                            id,
                            type,
                            created.ref(),
                            !List.of(STREAM, RULE, BUCKET).contains(type)));
        }

        private Created stream(String id, ObjectNode properties, String place) {
            String name = properties.path("DeliveryStreamName").asText(identity.nameFor(id));
            ObjectNode request =
                    StreamProperties.toRequest(properties, name, place + "/Properties");
            try {
                streams.validate(request);
            } catch (AwsFailure e) {
                throw new TemplateException(place + " (" + STREAM + "): " + e.text(), e);
            }
            requests.add(request);
            String arn =
                    "arn:aws:firehose:"
                            + identity.region()
                            + ":"
                            + identity.accountId()
                            + ":deliverystream/"
                            + name;
            return new Created(name, Map.of("Arn", arn));
        }

        private Created rule(String id, ObjectNode properties, String place) {
            String name =
                    properties.path("RuleName").asText(identity.nameFor(id).replace('-', '_'));
            ObjectNode payload = TopicRuleProperties.toPayload(properties, place + "/Properties");
            try {
                rules.validate(name, payload);
            } catch (AwsFailure e) {
                throw new TemplateException(place + " (" + RULE + "): " + e.text(), e);
            }
            if (payloads.put(name, payload) != null) {
                throw TemplateException.at(place, "there are two rules named " + name);
            }
            return new Created(name, Map.of("Arn", rules.arn(name)));
        }

        private Created inert(String id, String type, ObjectNode properties, String place) {
            InertType inert =
                    InertType.of(type)
                            .orElseThrow(
                                    () ->
                                            TemplateException.at(
                                                    place,
                                                    "local AWS does not support the type "
                                                            + type
                                                            + "; it has "
                                                            + STREAM
                                                            + ", "
                                                            + RULE
                                                            + " and, in name only, "
                                                            + InertType.names()));
            inert.check(properties, place + "/Properties");
            String generated = identity.nameFor(id);
            boolean bucket = type.equals(BUCKET);
            String name =
                    properties
                            .path(inert.nameProperty())
                            .asText(bucket ? generated.toLowerCase(Locale.ROOT) : generated);
            if (bucket) {
                if (!BucketFolders.isBucketName(name)) {
                    throw TemplateException.at(place, "'" + name + "' is not the name of a bucket");
                }
                buckets.add(name);
            }
            return inert.created(name, identity);
        }
    }
}
