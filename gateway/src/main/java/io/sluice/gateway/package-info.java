/**
 * The gateway between an MQTT broker and Amazon Data Firehose; docs/architecture.md names the
 * classes to open first.
 */
@NullMarked
package io.sluice.gateway;

import org.jspecify.annotations.NullMarked;
