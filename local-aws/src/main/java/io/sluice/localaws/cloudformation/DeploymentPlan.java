/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.firehose.DeliveryStreams;
import io.sluice.localaws.iot.rule.TopicRules;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.s3.BucketFolders;
import java.util.ArrayList;
import java.util.Collections;
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
            Intrinsics values,
            DeliveryStreams streams,
            TopicRules rules) {
        List<String> order = References.creationOrder(template);
        Planner planner = new Planner(identity, values, streams, rules);
        for (String id : order) {
            Template.Resource resource = template.resources().get(id);
            String place = "Resources/" + id;
            if (resource == null
                    || (resource.condition() != null
                            && !values.condition(resource.condition(), place))) {
                continue;
            }
            planner.plan(id, resource, place);
        }
        return new DeploymentPlan(
                planner.buckets,
                planner.requests,
                planner.payloads,
                new Stack(identity.name(), planner.resources, outputs(template.outputs(), values)));
    }

    private static Map<String, String> outputs(ObjectNode section, Intrinsics values) {
        Map<String, String> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : section.properties()) {
            String place = "Outputs/" + entry.getKey();
            String condition = entry.getValue().path("Condition").textValue();
            if (condition != null && !values.condition(condition, place)) {
                continue;
            }
            JsonNode value = values.evaluate(entry.getValue().path("Value"), place + "/Value");
            if (!value.isValueNode() || value.isNull()) {
                throw TemplateException.at(place, "Value must be a text");
            }
            outputs.put(entry.getKey(), value.asText());
        }
        return Collections.unmodifiableMap(outputs);
    }

    private static final class Planner {

        private final StackIdentity identity;
        private final Intrinsics values;
        private final DeliveryStreams streams;
        private final TopicRules rules;
        private final List<String> buckets = new ArrayList<>();
        private final List<ObjectNode> requests = new ArrayList<>();
        private final Map<String, ObjectNode> payloads = new LinkedHashMap<>();
        private final List<Stack.Resource> resources = new ArrayList<>();

        Planner(
                StackIdentity identity,
                Intrinsics values,
                DeliveryStreams streams,
                TopicRules rules) {
            this.identity = identity;
            this.values = values;
            this.streams = streams;
            this.rules = rules;
        }

        void plan(String id, Template.Resource resource, String place) {
            if (!(values.evaluate(resource.properties(), place + "/Properties")
                    instanceof ObjectNode properties)) {
                throw TemplateException.at(place + "/Properties", "is not a mapping");
            }
            Created created =
                    switch (resource.type()) {
                        case STREAM -> stream(id, properties, place);
                        case RULE -> rule(id, properties, place);
                        default -> inert(id, resource.type(), properties, place);
                    };
            values.created(id, created);
            resources.add(
                    new Stack.Resource(
                            id,
                            resource.type(),
                            created.ref(),
                            !List.of(STREAM, RULE, BUCKET).contains(resource.type())));
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
