/**
 * The slices of AWS that Sluice touches, in one process and with no network beyond loopback. {@link
 * io.sluice.localaws.LocalAws} is the library; the command of the same name is a thin shell around
 * it.
 *
 * <p>Everything that outlives a run is below one data directory:
 *
 * <pre>
 * DATA/local-aws.lock               held while a local AWS is alive on this directory
 * DATA/firehose/STREAM/stream.json  the definition of a delivery stream
 * DATA/firehose/STREAM/*.journal    records that were accepted and are not delivered yet
 * DATA/iot/rules/NAME.json          a topic rule
 * DATA/iot/certs/                   certificates of the MQTT endpoint and its clients
 * DATA/iot/broker/                  sessions, and messages that wait for a subscriber
 * DATA/partial/                     objects being written; emptied at every start
 * DATA/s3/BUCKET/KEY                delivered objects; a file that is here is complete
 * </pre>
 */
@NullMarked
package io.sluice.localaws;

import org.jspecify.annotations.NullMarked;
