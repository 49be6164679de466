/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketFoldersTest {

    @TempDir private Path data;
    private BucketFolders buckets;

    @BeforeEach
    void open() throws IOException {
        buckets = new BucketFolders(data.resolve("s3"), data.resolve("partial"));
    }

    @Test
    void writesAnObjectUnderItsKey() throws IOException {
        buckets.put("lake", "a/b/object", out -> out.write("x".getBytes(UTF_8)));

        assertThat(data.resolve("s3/lake/a/b/object")).hasContent("x");
        assertThat(buckets.exists("lake", "a/b/object")).isTrue();
    }

    @Test
    void leavesNothingBehindWhenWritingFails() {
        assertThatThrownBy(
                        () ->
                                buckets.put(
                                        "lake",
                                        "object",
                                        out -> {
                                            out.write(1);
                                            throw new IOException("disk full");
                                        }))
                .hasMessage("disk full");

        assertThat(data.resolve("s3/lake")).doesNotExist();
        assertThat(data.resolve("partial")).isEmptyDirectory();
    }

    @Test
    void removesWhatAnEarlierRunLeftUnfinished() throws IOException {
        Files.writeString(data.resolve("partial/left"), "half");

        open();

        assertThat(data.resolve("partial")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "a/..", ".", "", "/", "a/./b", "x\0y"})
    void refusesKeysThatWouldLeaveTheBucket(String key) {
        assertThatThrownBy(() -> buckets.locate("lake", key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a", "Lake", "a/b", "-lake", "la..ke", ""})
    void refusesWhatIsNotTheNameOfABucket(String bucket) {
        assertThatThrownBy(() -> buckets.locate(bucket, "key"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not the name of a bucket");
    }

    @Property(tries = 500)
    void neverLeavesTheBucketWhateverTheKey(@ForAll String key) {
        Path root = Path.of("root").toAbsolutePath();
        try {
            assertThat(BucketFolders.locate(root, "lake", key).startsWith(root.resolve("lake")))
                    .isTrue();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("key");
        }
    }
}
