/**
 * The topic rules: read, checked, kept in files. What a rule does with a message is the business of
 * the engine.
 */
@NullMarked
package io.sluice.localaws.iot.rule;

import org.jspecify.annotations.NullMarked;
