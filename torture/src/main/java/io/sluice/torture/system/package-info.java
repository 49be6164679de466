/** What is put under torture: broker, devices, gateway and local AWS as real processes. */
@NullMarked
package io.sluice.torture.system;

import org.jspecify.annotations.NullMarked;
