/** The one place where the gateway holds readings. */
@NullMarked
package io.sluice.gateway.spool;

import org.jspecify.annotations.NullMarked;
