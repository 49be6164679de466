/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import static io.sluice.localaws.firehose.Requests.s3;
import static io.sluice.localaws.firehose.Requests.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localaws.protocol.AwsFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamDefinitionTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final UUID ID = new UUID(1, 2);

    @Test
    void hasTheDefaultsOfFirehose() {
        ObjectNode request = stream();
        s3(request).remove("BufferingHints");

        S3Destination to = read(request).destination();

        assertThat(to.bufferBytes()).isEqualTo(5L << 20);
        assertThat(to.interval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(to.compression()).isEqualTo(Compression.UNCOMPRESSED);
        assertThat(to.keyFor("s", 1, NOW, ID))
                .isEqualTo(
                        "2026/01/02/03/s-1-2026-01-02-03-04-05-00000000-0000-0001-0000-000000000002");
    }

    @Test
    void namesObjectsByPrefixZoneVersionAndExtension() {
        ObjectNode request = stream();
        s3(request)
                .put("Prefix", "raw")
                .put("CustomTimeZone", "Asia/Tokyo")
                .put("FileExtension", ".json.gz")
                .put("CompressionFormat", "GZIP");

        String key = read(request).destination().keyFor("s", 3, NOW, ID);

        assertThat(key)
                .isEqualTo(
                        "raw2026/01/02/12/s-3-2026-01-02-12-04-05-00000000-0000-0001-0000-000000000002.json.gz");
    }

    @Test
    void endsCompressedNamesByDefault() {
        ObjectNode request = stream();
        s3(request).put("CompressionFormat", "GZIP");

        assertThat(read(request).destination().keyFor("s", 1, NOW, ID)).endsWith(".gz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "", "ü", "x/y", "."})
    void refusesNamesThatNoStreamMayHave(String name) {
        assertThatThrownBy(() -> read(stream(name))).isInstanceOf(AwsFailure.class);
    }

    @Test
    void wordsAViolatedConstraintAsAwsDoes() {
        refused("ValidationException", stream("a b"))
                .hasMessage(
                        "1 validation error detected: Value 'a b' at 'deliveryStreamName' failed to"
                                + " satisfy constraint: Member must satisfy regular expression pattern:"
                                + " [a-zA-Z0-9_.-]+");
    }

    @Test
    void tellsAllViolatedConstraintsAtOnce() {
        ObjectNode request = stream();
        s3(request).put("CompressionFormat", "LZMA").remove("RoleARN");
        s3(request)
                .withObject("BufferingHints")
                .put("SizeInMBs", 129)
                .put("IntervalInSeconds", 901);

        refused("ValidationException", request)
                .hasMessageStartingWith("4 validation errors detected: ");
    }

    @Test
    void refusesBufferingHintsThatComeAlone() {
        refused(
                "InvalidArgumentException",
                changed(s3 -> s3.withObject("BufferingHints").remove("SizeInMBs")));
    }

    @Test
    void wantsAnErrorPrefixWherePrefixHasExpressions() {
        refused("InvalidArgumentException", changed(s3 -> s3.put("Prefix", "!{timestamp:yyyy}/")))
                .hasMessageContaining("ErrorOutputPrefix can't be null or empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../up/", "a/../b/", "./", "x\u0000/"})
    void refusesPrefixesThatWouldLeaveTheBucket(String prefix) {
        refused("InvalidArgumentException", changed(s3 -> s3.put("Prefix", prefix)));
    }

    @Test
    void namesWhatItDoesNotSupport() {
        refused("InvalidArgumentException", changed(s3 -> s3.put("CompressionFormat", "Snappy")))
                .hasMessageContaining("CompressionFormat Snappy");
        refused("InvalidArgumentException", changed(s3 -> s3.put("S3BackupMode", "Enabled")))
                .hasMessageContaining("S3BackupConfiguration");
        refused(
                        "InvalidArgumentException",
                        changed(
                                s3 ->
                                        s3.putObject("ProcessingConfiguration")
                                                .put("Enabled", true)
                                                .putArray("Processors")
                                                .addObject()
                                                .put("Type", "Decompression")))
                .hasMessageContaining("Decompression");
        refused(
                        "InvalidArgumentException",
                        changed(
                                s3 ->
                                        s3.putObject("DynamicPartitioningConfiguration")
                                                .put("Enabled", true)))
                .hasMessageContaining("Prefix must contain partition keys");
        refused(
                        "InvalidArgumentException",
                        changed(s3 -> s3.putObject("DataFormatConversionConfiguration")))
                .hasMessageContaining("DataFormatConversionConfiguration");
        refused("InvalidArgumentException", changed(s3 -> s3.put("Bufferhints", 1)))
                .hasMessageContaining("ExtendedS3DestinationConfiguration.Bufferhints");
    }

    @Test
    void namesOtherDestinationsAndSources() {
        ObjectNode redshift = stream();
        redshift.putObject("RedshiftDestinationConfiguration");
        ObjectNode kinesis = stream().put("DeliveryStreamType", "KinesisStreamAsSource");

        refused("InvalidArgumentException", redshift)
                .hasMessageContaining("RedshiftDestinationConfiguration");
        refused("InvalidArgumentException", kinesis).hasMessageContaining("KinesisStreamAsSource");
    }

    @Test
    void wantsExactlyOneDestination() {
        ObjectNode none = stream();
        none.remove("ExtendedS3DestinationConfiguration");
        ObjectNode two = stream();
        two.set("S3DestinationConfiguration", s3(two).deepCopy());

        refused("InvalidArgumentException", none).hasMessageContaining("Exactly one destination");
        refused("InvalidArgumentException", two).hasMessageContaining("Exactly one destination");
    }

    @Test
    void refusesAMemberOfTheWrongType() {
        refused("SerializationException", changed(s3 -> s3.put("Prefix", 5)));
    }

    private static ObjectNode changed(Consumer<ObjectNode> change) {
        ObjectNode request = stream();
        change.accept(s3(request));
        return request;
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(
            String code, ObjectNode request) {
        return assertThatThrownBy(() -> read(request))
                .isInstanceOfSatisfying(
                        AwsFailure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }

    private static StreamDefinition read(ObjectNode request) {
        return StreamDefinition.read(request, 1, NOW, NOW);
    }
}
