/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.firehose;

import static io.sluice.gateway.firehose.ScriptedFirehose.ACCEPTED;
import static io.sluice.gateway.firehose.ScriptedFirehose.SLOW_DOWN;
import static io.sluice.gateway.firehose.ScriptedFirehose.answer;
import static io.sluice.gateway.firehose.ScriptedFirehose.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.outlet.Batch;
import io.sluice.gateway.outlet.DeliveryReport;
import io.sluice.gateway.outlet.Failure;
import io.sluice.gateway.outlet.FailureKind;
import io.sluice.gateway.outlet.OutboundRecord;
import io.sluice.gateway.outlet.Verdict;
import io.sluice.gateway.time.ManualTicker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.ServiceUnavailableException;

class FirehoseOutletTest {

    private static final Batch THREE = new Batch(List.of(record("a"), record("b"), record("c")));

    private final ManualTicker ticker = new ManualTicker();
    private final StreamPace pace = new StreamPace(new RegionQuotas(1_000, 1_000, 1_000), ticker);
    private final List<String> called = new ArrayList<>();

    private static OutboundRecord record(String text) {
        return new OutboundRecord(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8), 1, text.length());
    }

    private FirehoseOutlet outlet(ScriptedFirehose client) {
        return new FirehoseOutlet(
                () -> client,
                "stream",
                pace,
                (stream, records, nanos) -> called.add(stream + " " + records),
                ticker);
    }

    private DeliveryReport deliver(Function<PutRecordBatchRequest, PutRecordBatchResponse> answer)
            throws InterruptedException {
        return outlet(ScriptedFirehose.putting(answer)).deliver(THREE);
    }

    private static Verdict retry(FailureKind kind, String message) {
        return Verdict.retry(new Failure(kind, message));
    }

    @Test
    void putsTheBatchAsItIs() throws Exception {
        // Given
        ScriptedFirehose client =
                ScriptedFirehose.putting(request -> answer(ACCEPTED, ACCEPTED, ACCEPTED));

        // When
        DeliveryReport report = outlet(client).deliver(THREE);

        // Then
        assertThat(report.verdicts()).containsOnly(Verdict.DELIVERED).hasSize(3);
        PutRecordBatchRequest call = client.calls().get(0);
        assertThat(call.deliveryStreamName()).isEqualTo("stream");
        assertThat(call.records().stream().map(record -> record.data().asUtf8String()))
                .containsExactly("a", "b", "c");
        assertThat(called).containsExactly("stream 3");
    }

    @Test
    void judgesEachRecordOfAnHttp200OnItsOwn() throws Exception {
        // When
        DeliveryReport report =
                deliver(request -> answer(ACCEPTED, SLOW_DOWN, refused("InternalFailure")));

        // Then
        assertThat(report.verdicts())
                .containsExactly(
                        Verdict.DELIVERED,
                        retry(FailureKind.THROTTLED, "ServiceUnavailableException: Slow down."),
                        retry(FailureKind.UNAVAILABLE, "InternalFailure: Slow down."));
    }

    @Test
    void countsNothingAsDeliveredThatHasNoRecordId() throws Exception {
        // When
        DeliveryReport report =
                deliver(
                        request ->
                                answer(
                                        ACCEPTED,
                                        PutRecordBatchResponseEntry.builder().build(),
                                        refused("Novelty")));

        // Then
        assertThat(report.verdicts())
                .extracting(Verdict::kind)
                .containsExactly(Verdict.Kind.DELIVERED, Verdict.Kind.RETRY, Verdict.Kind.RETRY);
    }

    @Test
    void sendsAllAgainWhenTheAnswerHasAnotherLength() throws Exception {
        // When
        DeliveryReport report = deliver(request -> answer(ACCEPTED, ACCEPTED));

        // Then
        assertThat(report.verdicts())
                .hasSize(3)
                .containsOnly(
                        retry(FailureKind.UNKNOWN, "Firehose answered 2 entries for 3 records"));
    }

    @Test
    void slowsDownWhenItIsThrottledInEitherOfTheTwoWays() throws Exception {
        // Given
        ticker.advance(Duration.ofSeconds(2));
        deliver(request -> answer(ACCEPTED, SLOW_DOWN, ACCEPTED));
        double once = pace.share();
        ticker.advance(Duration.ofSeconds(2));

        // When
        deliver(
                request -> {
                    throw ServiceUnavailableException.builder().statusCode(500).build();
                });

        // Then
        assertThat(once).isLessThan(1.0);
        assertThat(pace.share()).isLessThan(once);
    }

    @Test
    void isInterruptedWithTheCall() {
        assertThatThrownBy(
                        () ->
                                deliver(
                                        request -> {
                                            throw AbortedException.create("Thread was interrupted");
                                        }))
                .isInstanceOf(InterruptedException.class)
                .hasCauseInstanceOf(AbortedException.class);
    }

    @Test
    void waitsForAnOperatorWhenTheSecretsFileCannotBeRead() throws Exception {
        // When
        DeliveryReport report =
                deliver(
                        request -> {
                            throw new UncheckedIOException(
                                    "Cannot read the secret file s", new IOException("gone"));
                        });

        // Then
        assertThat(report.verdicts())
                .containsOnly(retry(FailureKind.ACCESS_DENIED, "Cannot read the secret file s"));
    }

    @Test
    void everyFailureIsAVerdictWhateverTheClientThrows() throws Exception {
        // When
        DeliveryReport report =
                deliver(
                        request -> {
                            throw new IllegalStateException("Connection pool shut down");
                        });

        // Then
        assertThat(report.verdicts())
                .hasSize(3)
                .allMatch(verdict -> verdict.kind() == Verdict.Kind.RETRY);
    }
}
