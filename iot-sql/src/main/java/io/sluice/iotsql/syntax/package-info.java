/** From text to expressions: tokens, the grammar, and errors that say what was expected. */
@NullMarked
package io.sluice.iotsql.syntax;

import org.jspecify.annotations.NullMarked;
