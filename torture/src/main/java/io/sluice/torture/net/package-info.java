/** A network that fails. */
@NullMarked
package io.sluice.torture.net;

import org.jspecify.annotations.NullMarked;
