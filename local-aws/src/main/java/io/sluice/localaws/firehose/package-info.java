/**
 * Amazon Data Firehose as far as Direct PUT into S3: what a stream is, what may be put into it, how
 * it is buffered and delivered, and what it would cost.
 *
 * <h2>The journal</h2>
 *
 * <p>A buffer is a file, and that file already knows the object that it will become:
 *
 * <pre>
 * file   := magic(8) header frame*
 * header := length(u32) crc32c(u32) JSON {"bucket","key","compression"}
 * frame  := length(u32) crc32c(u32) body
 * body   := arrival(u64, ms since 1970) count(u32) record{count}
 * record := length(u32) bytes
 * </pre>
 *
 * <p>Numbers are big-endian. One put call is one frame, so it is there as a whole or not at all.
 * The answer leaves after the frame is forced to disk; calls that wait at the same time share one
 * force.
 *
 * <p>Delivery writes the object aside, forces and renames it, and removes the journal after that.
 * So a crash leaves a journal without its object (deliver it), a journal with its object (remove
 * it), or a torn last frame that nobody was told about (cut it): every accepted record is delivered
 * exactly once.
 */
@NullMarked
package io.sluice.localaws.firehose;

import org.jspecify.annotations.NullMarked;
