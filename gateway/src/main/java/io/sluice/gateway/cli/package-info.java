/** The gateway's commands: run, check, status, mode, dead-letters. */
@NullMarked
package io.sluice.gateway.cli;

import org.jspecify.annotations.NullMarked;
