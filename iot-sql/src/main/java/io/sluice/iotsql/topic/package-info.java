/** Topic filters as AWS IoT matches them. Knows nothing of statements. */
@NullMarked
package io.sluice.iotsql.topic;

import org.jspecify.annotations.NullMarked;
