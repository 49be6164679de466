/**
 * Each notable happening is one method that both logs and counts, so that the two never disagree.
 */
@NullMarked
package io.sluice.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
