/**
 * The one place where the gateway holds readings. {@link io.sluice.gateway.spool.FileSpool} keeps
 * them on disk, {@link io.sluice.gateway.spool.MemorySpool} leaves the keeping to the broker. This
 * is the specification of the format on disk, versions 1 and 2; the code is what honours it. What a
 * gateway receives it writes as version 1; version 2 is what was imported.
 *
 * <h2>Files</h2>
 *
 * <pre>
 * DIRECTORY/
 *   lock                          locked by the gateway that uses the directory; holds its pid
 *   0000000000000000000.segment   a stretch of the log, named by the position that it begins with
 *   cursors/LANE.cursor           what a lane has released
 *   damaged/POSITION-BYTES.bytes  bytes that failed their checksum, for a person to look at
 *   imports/ID-ROUND.import       what was imported: the file's id, and which import of it this is
 *   imports/ID-ROUND-POSITION.segment  a segment of an import that is under way
 * </pre>
 *
 * <p>A <em>position</em> is a logical byte offset: a segment's base and the offset in its file.
 * Positions only grow; a segment begins where the durable part of the one before it ends. All
 * numbers are big-endian.
 *
 * <h2>Segment</h2>
 *
 * <pre>
 * header   8  "SLUICESP"
 *          1  format version: 1, or 2 if records have an origin
 *          3  0
 *          8  base: the position of the file's first byte
 *          4  CRC32C of the 20 bytes above
 * record*  4  marker: 0x51C1CE01 XOR the upper 32 bits of (position * 0x9E3779B97F4A7C15)
 *          4  CRC32C of length and body
 *          4  length of the body, 11 to 269,484,031
 *          -  body
 * body     1  flags: bits 0-1 QoS, bit 2 retained, bit 3 with properties,
 *             bit 4 with its origin (version 2), others 0
 *          8  when it was received: milliseconds since 1970-01-01T00:00Z
 *          2  length of the topic
 *          -  topic, UTF-8
 *         (4  length of the properties                                        if flags bit 3
 *          -  identifier and value, as MQTT 5 section 2.2.2.2 encodes them)
 *         (4  length of the origin                                            if flags bit 4
 *          8  position behind it in the log of the gateway that received it
 *          2  length of that gateway's client id
 *          -  client id, UTF-8
 *         (1  length of a route's name
 *          -  name)* to the end of the origin: the routes that are to have it)
 *          -  payload: all that is left
 * </pre>
 *
 * <p>The marker depends on the record's own position, so a record that stands inside of a payload,
 * or a block that a file system put in the wrong place, is never taken for one. A segment ends
 * where the next one begins, even if its file is longer.
 *
 * <h2>Cursor</h2>
 *
 * <p>Two slots at offsets 0 and 512, written in turns with one write and no sync; the sound one
 * with the higher sequence counts.
 *
 * <pre>
 * slot     4  "SLC1"
 *          8  sequence
 *          8  position: everything before it was released
 *          4  CRC32C of the 20 bytes above
 * </pre>
 *
 * <p>Cursors are synced when they are made, when they are taken back (below), and before a segment
 * is deleted. In between a power cut takes a lane back to an older position: it sends again.
 *
 * <h2>Writing</h2>
 *
 * <p>Appends are encoded into the growing group. The writer takes the group and writes it to the
 * newest segment, record by record behind its end; syncs the file; for a new segment syncs the
 * directory; settles the receipts; shows the group to the cursors. Every opening and every segment
 * that is large enough begins a new file; closed ones are never written again.
 *
 * <p>If a write or a sync fails nothing is settled. The segment is cut at its last durable record,
 * closed and never written again, since a sync that is asked again may succeed without having
 * written anything; the group goes into a new segment.
 *
 * <table>
 *   <caption>What a crash leaves, and what the next opening does</caption>
 *   <tr><th>crash</th><th>on disk</th><th>recovery</th></tr>
 *   <tr><td>while a segment is begun</td><td>an empty file, or part of a header</td>
 *       <td>deletes it</td></tr>
 *   <tr><td>while a group is written</td><td>some of its records, the last one torn</td>
 *       <td>keeps the sound ones (the broker sends them again), cuts the torn one</td></tr>
 *   <tr><td>between sync and settling</td><td>the group</td><td>keeps it; the broker sends it
 *       again</td></tr>
 *   <tr><td>after a failed sync, before the cut</td><td>records that were not settled</td>
 *       <td>as while a group is written; the next segment's base tells where it ends</td></tr>
 *   <tr><td>while a cursor is written</td><td>one torn slot</td><td>takes the other one</td></tr>
 *   <tr><td>while segments are deleted</td><td>a segment that all have released</td>
 *       <td>deletes it</td></tr>
 * </table>
 *
 * <h2>Recovery</h2>
 *
 * <ol>
 *   <li>A sound header of another version, or under another name, stops the opening; nothing has
 *       been changed. A header that fails its checksum is not needed: the name tells the base.
 *   <li>The last segment is read. Where no sound record begins, the next place is looked for where
 *       one does; what is between is set aside in {@code damaged}. What is behind the last sound
 *       record is cut off (and set aside, unless it is the beginning of a record, or its last
 *       sector is zeros: a write that a power cut interrupted). Then the file is synced.
 *   <li>The other segments are read when a lane comes by; what is damaged there is set aside once.
 *   <li>A cursor beyond the end of the log is taken back to the end, one in front of the log goes
 *       on with the first segment; a missing segment is passed over. Each is told. A cursor file
 *       with no sound slot begins with the oldest record. If there are records and no cursor at
 *       all, new lanes begin with the oldest record too.
 * </ol>
 *
 * <h2>Export and import</h2>
 *
 * <p>A file of readings that were exported is a header and records as above, each with its origin
 * and with its offset in the file as its position.
 *
 * <pre>
 * header   8  "SLUICEEX"
 *          1  format version: 1
 *          3  0
 *          4  length of what follows without the checksum
 *          -  id, client id of the gateway: 2 bytes of length and UTF-8 each; then 8 bytes each:
 *             when it was written, readings, bytes of all records, the oldest and the newest
 *             reading's time; 2: number of routes; for each its name, and 8: its readings
 *          4  CRC32C of all bytes above
 * record*
 * </pre>
 *
 * <p>The id is a hash of what the readings are: what is exported twice has one id. An import of a
 * file writes segments that continue the log into {@code imports}, syncs them, writes the note
 * (ID-ROUND.import, synced, by a rename) and then moves the segments to where they belong. Every
 * opening first moves those that have a note, and deletes those that have none: a crash leaves all
 * of an import or nothing, and the note says that the file was imported, and what of it could not
 * be read, which is all that a later import of the same file takes.
 *
 * <pre>
 * note     4  "SLI1"
 *          8  when
 *          8  readings that are missing
 *          4  number of stretches of the file that are missing
 *         (8  offset of the first byte
 *          8  offset behind the last byte)*
 *          4  CRC32C of all bytes above
 * </pre>
 *
 * <h2>Deleting</h2>
 *
 * <p>A segment is deleted when it is closed and every stored cursor has passed its end. The newest
 * one is closed for that when it is a quarter full and all released, or when the bound is reached.
 */
@NullMarked
package io.sluice.gateway.spool;

import org.jspecify.annotations.NullMarked;
