/** Tests of what starts processes. */
@org.jspecify.annotations.NullMarked
package io.sluice.processes;
