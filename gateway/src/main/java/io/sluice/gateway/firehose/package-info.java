/**
 * Amazon Data Firehose: one attempt of PutRecordBatch, its answer read record by record, and the
 * pace of the stream's quota. The AWS SDK's types stay here.
 */
@NullMarked
package io.sluice.gateway.firehose;

import org.jspecify.annotations.NullMarked;
