/**
 * Amazon Data Firehose as far as Direct PUT: what a stream is, what may be put into it, how it is
 * buffered, processed and delivered, and what it would cost.
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
 *
 * <h2>Parcels</h2>
 *
 * <p>Where records are processed, kept twice, put into partitions or sent to another destination,
 * one buffer becomes many things. The header of its journal is the definition of the stream as it
 * was then, {@code {"version","createdAt","updatedAt","request"}}, and delivery begins with cutting
 * it:
 *
 * <pre>
 * X.journal                      sealed
 * X.journal.cutting/N.journal    parcels while they are filled; removed when it is begun again
 * X.journal.parcels/N.journal    parcels: the folder appears whole, by a rename; X.journal goes then
 * X.journal.parcels/N.journal.progress   how far a request has come
 * </pre>
 *
 * <p>A parcel is a journal too. Either it is an object to be, as above, or it is a request to be,
 * with the header {@code {"id","stream","failures"}}: the request's id, the definition, and the
 * object for what the destination does not take. Both objects and ids are chosen before anything is
 * sent, so that a crash at any point leads to the same objects and to the same requests again: an
 * object is written once, a request may arrive twice, as with AWS, under one id.
 */
@NullMarked
package io.sluice.localaws.firehose;

import org.jspecify.annotations.NullMarked;
