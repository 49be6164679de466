/**
 * The ledger: which readings were published, and which of them were acknowledged.
 *
 * <p>A file of text lines, each ended by {@code \n}, only ever appended to:
 *
 * <pre>
 * sluice-ledger 1            first line: format and version
 * r 2026-01-31T06:24:44.470Z a run of the simulator begins; what follows is its
 * d 0 device-0001            device number 0 is device-0001; numbers count from 0 in this order
 * p 0 17                     reading 17 of device number 0 was handed to the client (published)
 * a 0 17                     it was acknowledged: PUBACK, or accepted by Firehose
 * e 2026-01-31T06:25:44.502Z the run ends; no such line after a crash
 * </pre>
 *
 * <p>An {@code a} implies its {@code p} and may come before it. Repeated lines count once. What
 * follows the last {@code \n} is a line that was torn by a crash: readers ignore it, and opening
 * the ledger for another run cuts it off. Lines reach the operating system within 100 ms and at
 * close; a simulator that is killed loses at most those, and its next run may then use their
 * sequence numbers again, which verification tells apart by their time. One process at a time may
 * append (a lock on the file); any number may read meanwhile.
 *
 * <p>A run is known by when it was: each reading carries its time ({@code ts}), which lies between
 * the {@code r} and the {@code e} of its run, by the same clock and both cut to milliseconds. Every
 * fleet has the same devices that count from 0, so a reading of another time is another run's. A
 * run without {@code e} ended before the next {@code r}. Ledgers that were written before there
 * were {@code r} and {@code e} are read and continued; what stands before their first {@code r} has
 * no beginning.
 */
@NullMarked
package io.sluice.simulator.ledger;

import org.jspecify.annotations.NullMarked;
