/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.templates.Created;
import io.sluice.templates.Evaluation;
import io.sluice.templates.Template;
import io.sluice.templates.TemplateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The topic rules of a template that nobody has deployed yet. For one thread. */
final class TemplateRules {

    private static final String RULE = "AWS::IoT::TopicRule";

    /** The property that is what {@code Ref} gives, of the resources that rules speak of. */
    private static final Map<String, String> NAMES =
            Map.of(
                    "AWS::KinesisFirehose::DeliveryStream", "DeliveryStreamName",
                    "AWS::Kinesis::Stream", "Name",
                    "AWS::S3::Bucket", "BucketName",
                    "AWS::DynamoDB::Table", "TableName",
                    "AWS::Logs::LogGroup", "LogGroupName");

    private final Template template;
    private final Evaluation evaluation;

    /** Properties by logical id, as far as they are known. */
    private final Map<String, ObjectNode> rules = new LinkedHashMap<>();

    TemplateRules(Template template, Map<String, String> parameters) {
        this.template = template;
        this.evaluation = Evaluation.withoutStack(template, parameters);
        template.resources().forEach(this::tellName);
        template.resources()
                .forEach(
                        (id, resource) -> {
                            if (resource.type().equals(RULE) && isMade(id, resource)) {
                                rules.put(id, evaluation.knownProperties(id));
                            }
                        });
    }

    /**
     * The rule of this name or logical id, or the only one.
     *
     * @throws TemplateException if there is none, or it depends on what nobody knows
     */
    TemplateRule find(@Nullable String name) {
        String id = name == null ? theOnly() : named(name);
        ObjectNode properties = rules.get(id);
        if (properties == null) {
            throw new TemplateException(
                    "there is no topic rule "
                            + name
                            + (rules.isEmpty()
                                    ? ", nor another that the parameters let be made"
                                    : "; there is " + names() + ": name one of them"));
        }
        return new TemplateRuleReader(evaluation, id, properties).read();
    }

    private String theOnly() {
        if (rules.isEmpty()) {
            throw new TemplateException(
                    "there is no topic rule ("
                            + RULE
                            + ") that the parameters let be made; name another template");
        }
        if (rules.size() > 1) {
            throw new TemplateException(
                    "there are several topic rules, " + names() + "; name one of them");
        }
        return rules.keySet().iterator().next();
    }

    /** The logical id, or the name itself if there is none. */
    private String named(String name) {
        for (Map.Entry<String, ObjectNode> rule : rules.entrySet()) {
            if (name.equals(TemplateRuleReader.nameOf(rule.getValue()))) {
                return rule.getKey();
            }
        }
        boolean mayBeIt = rules.size() == 1 && !hasNameOfItsOwn(theOnly());
        return rules.containsKey(name) || !mayBeIt ? name : theOnly();
    }

    /** Whether no parameter has a say in its name. */
    private boolean hasNameOfItsOwn(String id) {
        Template.Resource resource = template.resources().get(id);
        return resource != null && resource.properties().path("RuleName").isTextual();
    }

    private List<String> names() {
        return rules.entrySet().stream()
                .map(
                        rule -> {
                            String name = TemplateRuleReader.nameOf(rule.getValue());
                            return name == null ? rule.getKey() : name;
                        })
                .toList();
    }

    /** Makes a resource's name known to the rules, if the template says it. */
    private void tellName(String id, Template.Resource resource) {
        String property = NAMES.get(resource.type());
        JsonNode name = property == null ? null : resource.properties().get(property);
        if (name == null) {
            return;
        }
        try {
            if (isMade(id, resource)) {
                String known = evaluation.value(name, "Resources/" + id).textValue();
                if (known != null && !known.isEmpty()) {
                    evaluation.created(id, new Created(known, Map.of()));
                }
            }
        } catch (TemplateException e) {
            // depends on the stack or on a parameter; what needs it says so
        }
    }

    private boolean isMade(String id, Template.Resource resource) {
        return resource.condition() == null
                || evaluation
                        .value(
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("Condition", resource.condition()),
                                "Resources/" + id)
                        .booleanValue();
    }
}
