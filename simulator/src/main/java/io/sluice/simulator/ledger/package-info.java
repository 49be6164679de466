/**
 * The ledger: which readings were published, and which of them were acknowledged.
 *
 * <p>A file of text lines, each ended by {@code \n}, only ever appended to:
 *
 * <pre>
 * sluice-ledger 1            first line: format and version
 * d 0 device-0001            device number 0 is device-0001; numbers count from 0 in this order
 * p 0 17                     reading 17 of device number 0 was handed to the client (published)
 * a 0 17                     it was acknowledged: PUBACK, or accepted by Firehose
 * </pre>
 *
 * <p>An {@code a} implies its {@code p} and may come before it. Repeated lines count once. What
 * follows the last {@code \n} is a line that was torn by a crash: readers ignore it, and opening
 * the ledger for another run cuts it off. Lines reach the operating system within 100 ms and at
 * close; a simulator that is killed loses at most those, and its next run may then use their
 * sequence numbers again, which verification shows as duplicates. One process at a time may append
 * (a lock on the file); any number may read meanwhile.
 */
@NullMarked
package io.sluice.simulator.ledger;

import org.jspecify.annotations.NullMarked;
