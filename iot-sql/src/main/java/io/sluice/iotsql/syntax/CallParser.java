/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.syntax;

import io.sluice.iotsql.EvaluationException;
import io.sluice.iotsql.expression.Call;
import io.sluice.iotsql.expression.Expression;
import io.sluice.iotsql.expression.GetOrDefault;
import io.sluice.iotsql.expression.VariableReference;
import io.sluice.iotsql.expression.WholeRow;
import io.sluice.iotsql.function.FunctionDefinition;
import io.sluice.iotsql.function.FunctionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads calls of functions: their names, versions and arguments. */
final class CallParser {

    /** Arguments that say how a function works: AWS takes no variables there. */
    private static final Map<String, Integer> MODES =
            Map.of("transform", 0, "encode", 1, "decode", 1);

    private final TokenStream tokens;
    private final Dialect dialect;

    CallParser(TokenStream tokens, Dialect dialect) {
        this.tokens = tokens;
        this.dialect = dialect;
    }

    Expression call() {
        Token name = tokens.current();
        FunctionDefinition definition = definition(name);
        tokens.take();
        tokens.take();
        List<Expression> arguments = arguments();
        tokens.expectSymbol(")", arguments.isEmpty() ? "an argument or ')'" : "',' or ')'");
        requireNoVariableAsMode(definition, arguments);
        if (definition.name().startsWith("regexp_")) {
            tokens.countRegex(name);
        }
        if (definition.name().equals("get_or_default") && definition.takes(arguments.size())) {
            return new GetOrDefault(
                    tokens.spanFrom(name.start()),
                    arguments.get(0),
                    arguments.size() == 1 ? null : arguments.get(1));
        }
        try {
            return new Call(tokens.spanFrom(name.start()), definition, arguments);
        } catch (EvaluationException e) {
            throw tokens.error(name, e.failure().message(), "");
        }
    }

    private FunctionDefinition definition(Token name) {
        FunctionDefinition definition = FunctionTable.ALL.find(name.text());
        if (definition == null) {
            String nearest =
                    NearestName.of(name.text(), FunctionTable.ALL.names())
                            .map(near -> "perhaps " + near)
                            .orElse("a function of AWS IoT SQL");
            throw tokens.error(name, "there is no function " + name.text(), nearest);
        }
        if (definition.since().compareTo(dialect.version()) > 0) {
            throw tokens.error(
                    name,
                    definition.name() + " needs SQL version " + definition.since(),
                    "awsIotSqlVersion 2016-03-23; without one AWS takes 2015-10-08");
        }
        return definition;
    }

    private List<Expression> arguments() {
        List<Expression> arguments = new ArrayList<>();
        if (tokens.current().isSymbol(")")) {
            return arguments;
        }
        do {
            Token token = tokens.current();
            if (tokens.acceptSymbol("*")) {
                arguments.add(new WholeRow(tokens.spanFrom(token.start())));
            } else {
                arguments.add(new ExpressionParser(tokens, dialect).expression());
            }
        } while (tokens.acceptSymbol(","));
        return arguments;
    }

    private void requireNoVariableAsMode(
            FunctionDefinition definition, List<Expression> arguments) {
        Integer mode = MODES.get(definition.name());
        if (mode != null
                && mode < arguments.size()
                && arguments.get(mode) instanceof VariableReference variable) {
            throw tokens.error(
                    variable.span().start(),
                    "a variable cannot say how " + definition.name() + " works",
                    "a string");
        }
    }
}
