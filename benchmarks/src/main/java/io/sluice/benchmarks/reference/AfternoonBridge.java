/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.reference;

import io.sluice.benchmarks.reading.SizedReadings;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.Record;

/**
 * What a user would write in an afternoon, and not badly: Paho's callback puts readings into a
 * bounded queue, one thread puts them into Firehose, a record each, and sends again what was
 * refused. A process of its own.
 *
 * <p>It loses readings: Paho acknowledges a message as soon as the callback returns, and all that
 * waits in the queue, or is in a call, dies with the process. While Firehose is away the queue is
 * full and the callback waits, and so does the client's keep-alive.
 *
 * <p>Arguments: URI of the broker, client id, endpoint of Firehose, stream, {@code batch} (calls of
 * up to 500 records) or {@code single} (a call a reading), how long an unfilled batch waits in
 * milliseconds. Prints a line of JSON when it has subscribed.
 */
public final class AfternoonBridge {

    /**
     * The most in one PutRecordBatch.
     *
     * @see <a href="https://docs.aws.amazon.com/firehose/latest/dev/limits.html">Amazon Data
     *     Firehose Quota</a>
     */
    private static final int MOST_RECORDS = 500;

    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final int QUEUE = 10_000;
    private static final int IN_FLIGHT = 1_000;

    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(QUEUE);
    private final FirehoseClient firehose;
    private final String stream;
    private byte @Nullable [] tooMany;

    private AfternoonBridge(FirehoseClient firehose, String stream) {
        this.firehose = firehose;
        this.stream = stream;
    }

    /** Bridges until it is ended. */
    public static void main(String[] args) throws MqttException, InterruptedException {
        FirehoseClient firehose =
                FirehoseClient.builder()
                        .region(Region.EU_WEST_1)
                        .endpointOverride(URI.create(args[2]))
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("local", "local")))
                        .build();
        AfternoonBridge bridge = new AfternoonBridge(firehose, args[3]);
        bridge.subscribe(args[0], args[1]);
        System.out.println("{\"subscribed\":true}");
        if (args[4].equals("single")) {
            bridge.putEach();
        } else {
            bridge.putBatches(Long.parseLong(args[5]));
        }
    }

    private void subscribe(String broker, String clientId) throws MqttException {
        MqttAsyncClient client =
                new MqttAsyncClient(
                        broker.replace("mqtt://", "tcp://"), clientId, new MemoryPersistence());
        client.setCallback(
                new MqttCallback() {
                    @Override
                    public void messageArrived(String topic, MqttMessage message)
                            throws InterruptedException {
                        queue.put(message.getPayload());
                    }

                    @Override
                    public void connectionLost(Throwable cause) {
                        System.err.println("connection lost: " + cause);
                    }

                    @Override
                    public void deliveryComplete(IMqttDeliveryToken token) {}
                });
        MqttConnectOptions options = new MqttConnectOptions();
        options.setCleanSession(false);
        options.setAutomaticReconnect(true);
        options.setMaxInflight(IN_FLIGHT);
        client.connect(options).waitForCompletion();
        client.subscribe(SizedReadings.FILTER, 1).waitForCompletion();
    }

    private void putEach() throws InterruptedException {
        while (true) {
            Record record = record(queue.take());
            while (!put(record)) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private boolean put(Record record) {
        try {
            firehose.putRecord(call -> call.deliveryStreamName(stream).record(record));
            return true;
        } catch (SdkException e) {
            System.err.println("PutRecord: " + e.getMessage());
            return false;
        }
    }

    private void putBatches(long lingerMillis) throws InterruptedException {
        while (true) {
            List<Record> batch = nextBatch(TimeUnit.MILLISECONDS.toNanos(lingerMillis));
            List<Record> refused = put(batch);
            while (!refused.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(100);
                refused = put(refused);
            }
        }
    }

    private List<Record> nextBatch(long lingerNanos) throws InterruptedException {
        List<Record> batch = new ArrayList<>(MOST_RECORDS);
        int bytes = 0;
        byte[] next = tooMany == null ? queue.take() : tooMany;
        tooMany = null;
        long deadline = System.nanoTime() + lingerNanos;
        while (next != null) {
            if (bytes + next.length + 1 > MOST_BYTES) {
                tooMany = next;
                break;
            }
            batch.add(record(next));
            bytes += next.length + 1;
            next =
                    batch.size() == MOST_RECORDS
                            ? null
                            : queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        return batch;
    }

    /** Puts a batch; returns what was refused of it. */
    private List<Record> put(List<Record> batch) {
        try {
            PutRecordBatchResponse response =
                    firehose.putRecordBatch(call -> call.deliveryStreamName(stream).records(batch));
            List<Record> refused = new ArrayList<>();
            if (response.failedPutCount() > 0) {
                for (int i = 0; i < batch.size(); i++) {
                    if (response.requestResponses().get(i).errorCode() != null) {
                        refused.add(batch.get(i));
                    }
                }
            }
            return refused;
        } catch (SdkException e) {
            System.err.println("PutRecordBatch: " + e.getMessage());
            return batch;
        }
    }

    private static Record record(byte[] payload) {
        byte[] line = Arrays.copyOf(payload, payload.length + 1);
        line[payload.length] = '\n';
        return Record.builder().data(SdkBytes.fromByteArray(line)).build();
    }
}
