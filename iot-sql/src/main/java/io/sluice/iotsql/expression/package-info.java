/**
 * The parts that expressions are made of; each knows its place in the statement and how to evaluate
 * itself in a scope. They nest at most {@link io.sluice.iotsql.SqlLimits#EXPRESSION_DEPTH} deep, so
 * that evaluation may be recursive.
 */
@NullMarked
package io.sluice.iotsql.expression;

import org.jspecify.annotations.NullMarked;
