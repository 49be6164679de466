/** Jackson as all rooms share it. */
@NullMarked
package io.sluice.gateway.json;

import org.jspecify.annotations.NullMarked;
