/**
 * The rule engine: which rules a message is for, what their SQL makes of it, and what their actions
 * do with that. It knows no network: messages come from whoever calls it.
 */
@NullMarked
package io.sluice.localaws.iot.engine;

import org.jspecify.annotations.NullMarked;
