/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.access.AccessLog;
import io.sluice.localaws.cloudformation.CloudFormation;
import io.sluice.localaws.cloudformation.Stack;
import io.sluice.localaws.fault.Faults;
import io.sluice.localaws.firehose.AcceptanceListener;
import io.sluice.localaws.firehose.Account;
import io.sluice.localaws.firehose.DeliveryStreams;
import io.sluice.localaws.firehose.StreamClient;
import io.sluice.localaws.firehose.Usage;
import io.sluice.localaws.http.HttpDoor;
import io.sluice.localaws.iot.IotCore;
import io.sluice.localaws.iot.IotOptions;
import io.sluice.localaws.iot.mqtt.CertificateFiles;
import io.sluice.localaws.iot.rule.TopicRules;
import io.sluice.localaws.s3.BucketFolders;
import io.sluice.templates.TemplateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A running local AWS. Any thread may call. Closing it delivers what is buffered; after a crash the
 * next start on the same data directory does.
 */
public final class LocalAws implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalAwsOptions options;
    private final DataDirectory data;
    private final DeliveryStreams streams;
    private final IotCore iot;
    private final CloudFormation cloudFormation;
    private final Faults faults;
    private final AccessLog log;
    private final HttpDoor door;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalAws(
            LocalAwsOptions options,
            DataDirectory data,
            DeliveryStreams streams,
            IotCore iot,
            CloudFormation cloudFormation,
            Faults faults,
            AccessLog log,
            HttpDoor door) {
        this.options = options;
        this.data = data;
        this.streams = streams;
        this.iot = iot;
        this.cloudFormation = cloudFormation;
        this.faults = faults;
        this.log = log;
        this.door = door;
    }

    /**
     * Starts: takes up what an earlier run left in the data directory, then answers calls.
     *
     * @throws UncheckedIOException if the data directory is in use or not writable, or the port is
     *     taken; the message says which
     */
    public static LocalAws start(LocalAwsOptions options) {
        Faults faults = new Faults(options.seed());
        AccessLog log = new AccessLog(options.region(), options.accountId());
        DataDirectory data = null;
        DeliveryStreams streams = null;
        IotCore iot = null;
        CloudFormation cloudFormation = null;
        try {
            data = DataDirectory.open(options.data().toAbsolutePath().normalize());
            BucketFolders buckets = new BucketFolders(data.buckets(), data.partial());
            streams =
                    new DeliveryStreams(
                            new Account(options.accountId(), options.region()),
                            data.firehose(),
                            buckets.usedBy(log.caller(AccessLog.FIREHOSE)),
                            faults,
                            options.standIns(),
                            options.activationDelay(),
                            options.clock());
            iot =
                    IotCore.start(
                            new IotOptions(
                                    data.iot(),
                                    options.accountId(),
                                    options.region(),
                                    options.mqttPort(),
                                    options.mqttPlainPort(),
                                    options.host(),
                                    options.mqttLimits()),
                            new StreamClient(streams, faults),
                            buckets,
                            faults,
                            log,
                            options.clock());
            cloudFormation =
                    new CloudFormation(
                            data.cloudFormation(),
                            streams,
                            buckets,
                            iot.rules(),
                            options.region(),
                            options.accountId(),
                            options.clock());
            HttpDoor door =
                    HttpDoor.open(
                            options.host(),
                            options.port(),
                            streams,
                            iot,
                            cloudFormation,
                            faults,
                            log);
            return new LocalAws(options, data, streams, iot, cloudFormation, faults, log, door);
        } catch (IOException e) {
            abandon(cloudFormation, iot, streams, data, e);
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (RuntimeException e) {
            abandon(cloudFormation, iot, streams, data, e);
            throw e;
        }
    }

    /** Where AWS clients connect to: {@code http://127.0.0.1:PORT}. */
    public URI endpoint() {
        return door.endpoint();
    }

    /**
     * Deploys a CloudFormation template under the name of the options and waits for the end; again,
     * it changes what changed. DescribeStacks shows the stack as any other.
     *
     * @throws TemplateException naming the resource and the reason; nothing is changed then, or it
     *     is rolled back
     */
    public Stack deploy(Path template, Map<String, String> parameters) {
        return cloudFormation.deploy(options.stackName(), template, parameters);
    }

    /** AWS IoT Core: its rules, what they did, and what was counted. */
    public IotCore iot() {
        return iot;
    }

    /** The topic rules. */
    public TopicRules iotRules() {
        return iot.rules();
    }

    /** {@code mqtts://127.0.0.1:PORT}; empty if the options want no such endpoint. */
    public Optional<URI> mqttTlsUri() {
        return iot.tlsUri();
    }

    /** {@code mqtt://127.0.0.1:PORT}; empty if the options want no such endpoint. */
    public Optional<URI> mqttPlainUri() {
        return iot.plainUri();
    }

    /** What a client of the TLS endpoint needs; empty without that endpoint. */
    public Optional<CertificateFiles> certificates() {
        return iot.certificates();
    }

    /** The faults, to be set and cleared while it runs. */
    public Faults faults() {
        return faults;
    }

    /** Who asked for what since the start, in the words of policies. */
    public AccessLog accessLog() {
        return log;
    }

    /** What went into each stream since the start. */
    public SortedMap<String, Usage> meter() {
        return streams.usage();
    }

    /** Calls {@code listener} for every accepted put from now on. */
    public void onAccepted(AcceptanceListener listener) {
        streams.onAccepted(listener);
    }

    /**
     * Delivers everything that was accepted before this call.
     *
     * @throws UncheckedIOException if something could not be delivered; it stays stored
     */
    public void flush() {
        streams.flush();
    }

    /** The names of the streams, in alphabetical order. */
    public List<String> streamNames() {
        return streams.names();
    }

    /**
     * Makes a stream into a bucket with the defaults of this method: one MiB or one second, not
     * compressed, the default prefix.
     *
     * @return its ARN
     */
    public String createStream(String name, String bucket) {
        ObjectNode request = JSON.createObjectNode().put("DeliveryStreamName", name);
        ObjectNode s3 = request.putObject("ExtendedS3DestinationConfiguration");
        s3.put("BucketARN", "arn:aws:s3:::" + bucket)
                .put("RoleARN", "arn:aws:iam::" + options.accountId() + ":role/delivery");
        s3.putObject("BufferingHints").put("SizeInMBs", 1).put("IntervalInSeconds", 1);
        return createStream(request);
    }

    /** Makes a stream by a CreateDeliveryStream request; returns its ARN. */
    public String createStream(ObjectNode request) {
        return streams.create(request);
    }

    /** Delivers what the stream holds and removes it. */
    public void deleteStream(String name) {
        streams.delete(name);
    }

    /** The folder that holds the buckets. */
    public Path buckets() {
        return data.buckets();
    }

    /** The data directory. */
    public Path data() {
        return options.data();
    }

    /** Answers no more calls, delivers what is buffered and lets the data directory go. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            door.close();
            cloudFormation.close();
            iot.close();
            streams.close();
            try {
                data.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void abandon(
            @Nullable CloudFormation cloudFormation,
            @Nullable IotCore iot,
            @Nullable DeliveryStreams streams,
            @Nullable DataDirectory data,
            Exception because) {
        if (cloudFormation != null) {
            cloudFormation.close();
        }
        if (iot != null) {
            iot.close();
        }
        if (streams != null) {
            streams.close();
        }
        if (data != null) {
            try {
                data.close();
            } catch (IOException e) {
                because.addSuppressed(e);
            }
        }
    }
}
