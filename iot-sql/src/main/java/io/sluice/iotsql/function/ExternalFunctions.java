/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.function;

import io.sluice.iotsql.EvaluationException;
import io.sluice.iotsql.EvaluationFailure;
import io.sluice.iotsql.SqlVersion;

/**
 * Functions that ask another service. They are recognised, and their arguments evaluated; then they
 * fail, since this library does not reach out. {@code get_or_default} catches that.
 */
final class ExternalFunctions {

    private ExternalFunctions() {}

    static void register(FunctionTable table) {
        add(table, "aws_lambda", SqlVersion.V2015_10_08, "AWS Lambda");
        add(table, "machinelearning_predict", SqlVersion.V2015_10_08, "Amazon Machine Learning");
        add(table, "get_dynamodb", SqlVersion.V2016_03_23, "Amazon DynamoDB");
        add(table, "get_thing_shadow", SqlVersion.V2016_03_23, "AWS IoT Device Shadow");
        add(table, "get_registry_data", SqlVersion.V2016_03_23, "the AWS IoT registry");
        add(table, "get_secret", SqlVersion.V2016_03_23, "AWS Secrets Manager");
    }

    static EvaluationException refusal(String function, String service) {
        return new EvaluationException(
                EvaluationFailure.Kind.EXTERNAL_FUNCTION,
                function
                        + " asks "
                        + service
                        + ", which only AWS IoT itself can do; wrap it in get_or_default, or leave"
                        + " the rule to AWS IoT");
    }

    private static void add(FunctionTable table, String name, SqlVersion since, String service) {
        table.define(
                name,
                0,
                FunctionDefinition.MANY,
                since,
                constants ->
                        (arguments, context) -> {
                            throw refusal(name, service);
                        });
    }
}
