/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The sets of parameters that a template is tested with: every combination of those that its
 * conditions and tables ask for, and all numbers at their least and at their most.
 */
final class Shapes {

    private static final String FUNCTION =
            "arn:aws:lambda:eu-west-1:123456789012:function:f:$LATEST";
    private static final String KEY =
            "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555";
    private static final String SECRET =
            "arn:aws:secretsmanager:eu-west-1:123456789012:secret:mine-AbCdEf";

    /** For parameters without a default, and the other value of those whose default is empty. */
    static final Map<String, String> SAMPLES =
            Map.ofEntries(
                    Map.entry("AccountUrl", "https://acme-one.snowflakecomputing.com"),
                    Map.entry(
                            "AlarmTopicArn",
                            "arn:aws:sns:eu-west-1:123456789012:operations-alarms"),
                    Map.entry("BrokerSecretArn", SECRET),
                    Map.entry("BrokerSecretKeyArn", KEY),
                    Map.entry("BrokerUrl", "mqtts://broker.example.com:8883"),
                    Map.entry("BucketName", "my-bucket"),
                    Map.entry("ClusterName", "shared"),
                    Map.entry("Columns", "device_id,seq,ts"),
                    Map.entry("Database", "TELEMETRY"),
                    Map.entry("DetailTypes", "Alarm,Reading"),
                    Map.entry("DomainArn", "arn:aws:es:eu-west-1:123456789012:domain/readings"),
                    Map.entry("Email", "operations@example.com"),
                    Map.entry("EndpointUrl", "https://intake.example.com/firehose"),
                    Map.entry("ErrorBucketName", "my-errors"),
                    Map.entry("ErrorTopic", "sluice/rule-errors"),
                    Map.entry("ExpireAfterDays", "90"),
                    Map.entry("HecEndpoint", "https://splunk.example.com:8088"),
                    Map.entry(
                            "Image",
                            "123456789012.dkr.ecr.eu-west-1.amazonaws.com/sluice-gateway:1.0"),
                    Map.entry(
                            "JdbcUrl",
                            "jdbc:redshift://c.abc.eu-west-1.redshift.amazonaws.com:5439/dev"),
                    Map.entry("KmsKeyArn", KEY),
                    Map.entry("LogGroupName", "/my/application"),
                    Map.entry("PolicyArns", "arn:aws:iam::123456789012:policy/a"),
                    Map.entry(
                            "PrivateLinkVpceId",
                            "com.amazonaws.vpce.eu-west-1.vpce-svc-01234567890abcdef"),
                    Map.entry(
                            "RepositoryArn",
                            "arn:aws:ecr:eu-west-1:123456789012:repository/sluice-gateway"),
                    Map.entry("RoleName", "INGEST"),
                    Map.entry("RuleName", "sluice_telemetry"),
                    Map.entry("SecretArn", SECRET),
                    Map.entry("SecretKeyArn", KEY),
                    Map.entry("SecurityGroupIds", "sg-1"),
                    Map.entry("SilenceSeconds", "900"),
                    Map.entry("Sources", "com.example.line"),
                    Map.entry("StreamName", "sluice-telemetry"),
                    Map.entry("SubnetIds", "subnet-a,subnet-b"),
                    Map.entry("Table", "READINGS"),
                    Map.entry("TransformFunctionArn", FUNCTION),
                    Map.entry("VpcId", "vpc-1"));

    private Shapes() {}

    /** All sets of parameters for a template. */
    static List<Map<String, String>> of(TemplateFile template) {
        Map<String, String> base = new LinkedHashMap<>();
        Map<String, List<String>> choices = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : template.section("Parameters").properties()) {
            String name = entry.getKey();
            base.put(name, plain(name, entry.getValue()));
            if (shapes(template, name)) {
                choices.put(name, values(name, entry.getValue()));
            }
        }
        List<Map<String, String>> sets = new ArrayList<>(List.of(base));
        choices.forEach(
                (name, values) -> {
                    List<Map<String, String>> grown = new ArrayList<>();
                    for (Map<String, String> set : sets) {
                        values.forEach(value -> grown.add(with(set, name, value)));
                    }
                    sets.clear();
                    sets.addAll(grown);
                });
        return Stream.concat(
                        sets.stream(),
                        Stream.of(bound(template, base, "Min"), bound(template, base, "Max")))
                .filter(set -> Resolver.permits(template, set))
                .toList();
    }

    private static String plain(String name, JsonNode parameter) {
        boolean address = name.equals("EndpointUrl");
        return parameter.has("Default") && !address
                ? parameter.get("Default").asText()
                : sample(name);
    }

    private static String sample(String name) {
        String sample = SAMPLES.get(name);
        if (sample == null) {
            throw new IllegalStateException("Shapes has no sample for the parameter " + name);
        }
        return sample;
    }

    private static List<String> values(String name, JsonNode parameter) {
        if (parameter.path("AllowedValues").size() > 0 && !name.equals("SilenceSeconds")) {
            return parameter.get("AllowedValues").valueStream().map(JsonNode::asText).toList();
        }
        String usual = parameter.path("Default").asText();
        boolean optional = usual.isEmpty() || usual.equals("0");
        return parameter.has("Default") && optional
                ? List.of(usual, sample(name))
                : List.of(plain(name, parameter));
    }

    /** Whether a condition, a rule or the key into a table names the parameter. */
    private static boolean shapes(TemplateFile template, String name) {
        String ref = "{\"Ref\":\"" + name + "\"}";
        return template.section("Conditions").toString().contains(ref)
                || template.section("Rules").toString().contains(ref)
                || template.section("Resources").findValues("Fn::FindInMap").stream()
                        .anyMatch(arguments -> arguments.toString().contains(ref));
    }

    private static Map<String, String> bound(
            TemplateFile template, Map<String, String> base, String bound) {
        Map<String, String> set = new LinkedHashMap<>(base);
        for (Map.Entry<String, JsonNode> entry : template.section("Parameters").properties()) {
            JsonNode value = entry.getValue().path(bound + "Value");
            if (!value.isMissingNode()) {
                set.put(entry.getKey(), value.asText());
            }
        }
        return set;
    }

    private static Map<String, String> with(Map<String, String> set, String name, String value) {
        Map<String, String> copy = new LinkedHashMap<>(set);
        copy.put(name, value);
        return copy;
    }
}
