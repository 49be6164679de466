/** Faults on real processes while readings flow, and the balance of what was promised. */
@NullMarked
package io.sluice.torture;

import org.jspecify.annotations.NullMarked;
