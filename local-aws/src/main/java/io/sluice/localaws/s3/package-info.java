/**
 * Buckets as folders and keys as paths below them, and the naming of objects by Firehose. An object
 * appears whole or not at all.
 */
@NullMarked
package io.sluice.localaws.s3;

import org.jspecify.annotations.NullMarked;
