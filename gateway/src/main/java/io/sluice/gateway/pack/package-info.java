/**
 * Many readings in one record, many records in one batch, never above Firehose's limits. Pure
 * functions, no I/O.
 */
@NullMarked
package io.sluice.gateway.pack;

import org.jspecify.annotations.NullMarked;
