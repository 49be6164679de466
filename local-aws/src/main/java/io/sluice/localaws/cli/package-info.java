/** The command {@code local-aws}: options in, one line of JSON out, logs to stderr. */
@NullMarked
package io.sluice.localaws.cli;

import org.jspecify.annotations.NullMarked;
