/**
 * Builds the gateway from its configuration and runs it. Nobody depends on this room but the
 * commands.
 */
@NullMarked
package io.sluice.gateway.app;

import org.jspecify.annotations.NullMarked;
