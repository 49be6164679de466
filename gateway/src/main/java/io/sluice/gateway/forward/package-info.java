/**
 * Takes readings out of the spool: one lane a route, each with its own cursor, retries and
 * quarantine.
 */
@NullMarked
package io.sluice.gateway.forward;

import org.jspecify.annotations.NullMarked;
