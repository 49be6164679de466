/** Tests of the spool: one contract for both, and every fault of a disk for the one on disk. */
@NullMarked
package io.sluice.gateway.spool;

import org.jspecify.annotations.NullMarked;
