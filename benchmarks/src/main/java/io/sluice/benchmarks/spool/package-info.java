/** How fast the spool takes readings and gives them back. */
@NullMarked
package io.sluice.benchmarks.spool;

import org.jspecify.annotations.NullMarked;
