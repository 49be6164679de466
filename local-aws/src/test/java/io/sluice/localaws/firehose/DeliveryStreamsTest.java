/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import static io.sluice.localaws.firehose.Requests.s3;
import static io.sluice.localaws.firehose.Requests.stream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.fault.Faults;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.s3.BucketFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryStreamsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir private Path data;
    private final Faults faults = new Faults(1);
    private BucketFolders buckets;
    private DeliveryStreams streams;

    @BeforeEach
    void open() throws IOException {
        open(Duration.ZERO);
    }

    @AfterEach
    void close() {
        streams.close();
    }

    @Test
    void deliversRecordsWithNothingBetweenThemUnderTheNameOfFirehose() throws IOException {
        // Given
        streams.create(stream());

        // When
        put("s", "one", "two\n");
        put("s", "three");
        streams.flush();

        // Then
        Path object = onlyObject();
        assertThat(object).hasContent("onetwo\nthree");
        assertThat(data.resolve("s3").relativize(object).toString())
                .matches("lake/2026/01/02/03/s-1-2026-01-02-03-04-05-[0-9a-f-]{36}");
        assertThat(journals()).isEmpty();
    }

    @Test
    void deliversWhenTheBufferIsFull() {
        streams.create(stream());

        put("s", "x".repeat(1 << 19));
        assertThat(objects()).isEmpty();
        put("s", "x".repeat(1 << 19));

        await().until(() -> objects().size() == 1);
    }

    @Test
    void deliversWithinASecondWithoutBuffering() {
        ObjectNode request = stream();
        s3(request).withObject("BufferingHints").put("IntervalInSeconds", 0);
        streams.create(request);

        put("s", "one");

        await().atMost(Duration.ofSeconds(5)).until(() -> objects().size() == 1);
    }

    @Test
    void compressesWithGzip() throws IOException {
        ObjectNode request = stream();
        s3(request).put("CompressionFormat", "GZIP");
        streams.create(request);

        put("s", "one", "two");
        streams.flush();

        assertThat(onlyObject().toString()).endsWith(".gz");
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(onlyObject()))) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("onetwo");
        }
    }

    @Test
    void deliversWhatACrashLeftExactlyOnce() throws IOException {
        // Given a journal as a crash before delivery leaves it
        streams.create(stream());
        put("s", "one");
        Path journal = journals().get(0);
        byte[] bytes = Files.readAllBytes(journal);
        streams.flush();
        streams.close();
        Path object = onlyObject();

        // When the crash was after the object appeared, and when it was before
        Files.write(journal, bytes);
        open();
        streams.flush();
        assertThat(objects()).containsExactly(object);
        assertThat(object).hasContent("one");
        streams.close();
        Files.delete(object);
        Files.write(journal, bytes);
        open();
        streams.flush();

        // Then
        assertThat(onlyObject()).isEqualTo(object).hasContent("one");
        assertThat(journals()).isEmpty();
    }

    @Test
    void knowsItsStreamsAfterARestart() throws IOException {
        streams.create(stream("b"));
        streams.create(stream("a"));
        streams.close();

        open();

        assertThat(streams.names()).containsExactly("a", "b");
        put("b", "still there");
    }

    @Test
    void deliversBuffersWhenItStops() {
        streams.create(stream());
        put("s", "one");

        streams.close();

        assertThat(onlyObject()).hasContent("one");
    }

    @Test
    void deliversBuffersWhenAStreamIsDeleted() {
        streams.create(stream());
        put("s", "one");

        streams.delete("s");

        assertThat(onlyObject()).hasContent("one");
        assertThat(streams.names()).isEmpty();
        assertThatThrownBy(() -> put("s", "two"))
                .hasMessage("Firehose s under account 000000000000 not found.");
    }

    @Test
    void growsTheVersionOnlyWhenSomethingChanged() {
        // Given
        streams.create(stream());
        put("s", "old");

        // When
        streams.createOrChange(stream());
        ObjectNode changed = stream();
        s3(changed).put("Prefix", "new/");
        streams.createOrChange(changed);
        put("s", "new");
        streams.flush();

        // Then
        assertThat(streams.describe("s").path("VersionId").asText()).isEqualTo("2");
        assertThat(
                        objects().stream()
                                .map(path -> data.resolve("s3/lake").relativize(path).toString()))
                .anyMatch(key -> key.startsWith("2026/01/02/03/s-1-"))
                .anyMatch(key -> key.startsWith("new/2026/01/02/03/s-2-"));
    }

    @Test
    void keepsTryingWhileTheBucketCannotBeWritten() throws IOException {
        // Given a file where the bucket's folder should be
        streams.create(stream());
        Files.writeString(data.resolve("s3/lake"), "in the way");
        put("s", "one");

        // When
        assertThatThrownBy(streams::flush).hasMessageContaining("not delivered: s");
        assertThat(journals()).hasSize(1);
        Files.delete(data.resolve("s3/lake"));

        // Then
        await().until(() -> objects().size() == 1);
        assertThat(onlyObject()).hasContent("one");
    }

    @Test
    void takesNothingWhileAStreamIsBeingCreated() throws IOException {
        streams.close();
        open(Duration.ofMinutes(1));

        streams.create(stream());

        assertThat(streams.describe("s").path("DeliveryStreamStatus").asText())
                .isEqualTo("CREATING");
        refused("ResourceNotFoundException", () -> put("s", "one"));
        refused("ResourceInUseException", () -> streams.delete("s"));
    }

    @Test
    void refusesASecondStreamOfTheSameName() {
        streams.create(stream());

        refused("ResourceInUseException", () -> streams.create(stream()));
    }

    @Test
    void refusesSingleRecordsAndStoresTheirNeighbours() {
        // Given
        streams.create(stream());
        faults.set("record-failure=0.3");
        faults.set("internal-failure=0.3");

        // When
        List<String> expected = new ArrayList<>();
        List<Verdict> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String[] records = {i + "a,", i + "b,", i + "c,"};
            List<Verdict> verdicts = put("s", records);
            all.addAll(verdicts);
            for (int r = 0; r < records.length; r++) {
                if (verdicts.get(r) == Verdict.ACCEPTED) {
                    expected.add(records[r]);
                }
            }
        }
        streams.flush();

        // Then
        assertThat(all).contains(Verdict.ACCEPTED, Verdict.THROTTLED, Verdict.FAILED);
        assertThat(onlyObject()).hasContent(String.join("", expected));
        Usage usage = streams.usage().getOrDefault("s", Usage.NONE);
        assertThat(usage.calls()).isEqualTo(50);
        assertThat(usage.records()).isEqualTo(expected.size());
        assertThat(usage.refusedRecords()).isEqualTo(150 - expected.size());
        assertThat(usage.billedBytes()).isEqualTo(expected.size() * 5_120L);
    }

    @Test
    void throttlesWholeCallsAndStoresNothingOfThem() {
        streams.create(stream());
        faults.set("throttle=1@s");

        assertThatThrownBy(() -> put("s", "one", "two")).hasMessage("Slow down.");

        faults.clear();
        streams.flush();
        assertThat(objects()).isEmpty();
        assertThat(streams.usage().get("s")).isEqualTo(new Usage(1, 0, 0, 0, 2, 1));
    }

    @Test
    void holdsAStreamToTheQuotaOfItsRegionRecordByRecord() {
        streams.create(stream());
        faults.set("quota");

        List<Verdict> verdicts =
                put("s", "x".repeat(700_000), "x".repeat(700_000), "x".repeat(300_000));

        assertThat(verdicts).containsExactly(Verdict.ACCEPTED, Verdict.THROTTLED, Verdict.ACCEPTED);
    }

    @Test
    void tellsItsListenersWhatWasAccepted() {
        streams.create(stream());
        List<String> heard = new ArrayList<>();
        streams.onAccepted(
                (name, records, at) ->
                        records.forEach(
                                record -> heard.add(name + at + new String(record, UTF_8))));

        put("s", "one", "two");

        assertThat(heard).containsExactly("s" + NOW + "one", "s" + NOW + "two");
    }

    @Test
    void keepsAPutAcceptedWhenAListenerFails() {
        streams.create(stream());
        streams.onAccepted(
                (name, records, at) -> {
                    throw new IllegalStateException("listener");
                });

        assertThat(put("s", "one")).containsExactly(Verdict.ACCEPTED);

        streams.flush();
        assertThat(onlyObject()).hasContent("one");
    }

    private void open(Duration activation) throws IOException {
        buckets = new BucketFolders(data.resolve("s3"), data.resolve("partial"));
        streams =
                new DeliveryStreams(
                        new Account("000000000000", "eu-central-1"),
                        data.resolve("firehose"),
                        buckets,
                        faults,
                        activation,
                        Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private List<Verdict> put(String name, String... records) {
        return streams.put(
                new PutRequest(
                        name, Arrays.stream(records).map(text -> text.getBytes(UTF_8)).toList()));
    }

    private static void refused(
            String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AwsFailure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }

    private Path onlyObject() {
        assertThat(objects()).hasSize(1);
        return objects().get(0);
    }

    private List<Path> objects() {
        return files(data.resolve("s3"));
    }

    private List<Path> journals() {
        return files(data.resolve("firehose")).stream()
                .filter(file -> file.toString().endsWith(".journal"))
                .toList();
    }

    private static List<Path> files(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
