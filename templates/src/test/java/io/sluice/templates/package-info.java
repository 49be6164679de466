/** Tests of the reading and evaluation of templates. */
@NullMarked
package io.sluice.templates;

import org.jspecify.annotations.NullMarked;
