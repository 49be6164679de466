/**
 * What every Sluice command shares: durations and sizes as people write them, exit codes and
 * one-line errors, orderly termination, whether anybody is looking. It knows nothing of MQTT or
 * AWS.
 */
@NullMarked
package io.sluice.toolkit;

import org.jspecify.annotations.NullMarked;
