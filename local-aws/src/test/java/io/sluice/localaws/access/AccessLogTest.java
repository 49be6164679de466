/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccessLogTest {

    private final AccessLog log = new AccessLog("eu-central-1", "000000000000");

    @Test
    void namesWhatIsAskedForAsPoliciesDo() {
        // When
        Caller caller = log.caller("key");
        caller.asksFor("iot:Publish", "topic/sensors/a");
        caller.asksFor("firehose:PutRecord", "deliverystream/readings");
        caller.asksFor("s3:PutObject", "bucket/a/key");
        caller.asksFor("iot:DescribeEndpoint", "*");
        caller.asksFor("cloudformation:DescribeStacks", "arn:aws:cloudformation:x:y:stack/s/1");

        // Then
        assertThat(log.entries())
                .extracting(Access::resource)
                .containsExactly(
                        "arn:aws:cloudformation:x:y:stack/s/1",
                        "arn:aws:firehose:eu-central-1:000000000000:deliverystream/readings",
                        "*",
                        "arn:aws:iot:eu-central-1:000000000000:topic/sensors/a",
                        "arn:aws:s3:::bucket/a/key");
    }

    @Test
    void holdsEachThingOnce() {
        // When
        for (int i = 0; i < 3; i++) {
            log.caller("key").asksFor("iot:Publish", "topic/a");
        }
        log.caller("other").asksFor("iot:Publish", "topic/a");

        // Then
        assertThat(log.entries()).extracting(Access::principal).containsExactly("key", "other");
    }

    @Test
    void isBoundedAndSaysWhenSomethingWasLeftOut() {
        // Given
        for (int i = 0; i < AccessLog.MAX_ENTRIES; i++) {
            log.caller("key").asksFor("iot:Publish", "topic/" + i);
        }
        assertThat(log.isComplete()).isTrue();

        // When
        log.caller("key").asksFor("iot:Publish", "topic/0");
        assertThat(log.isComplete()).isTrue();
        log.caller("key").asksFor("iot:Publish", "topic/new");

        // Then
        assertThat(log.isComplete()).isFalse();
        assertThat(log.entries()).hasSize(AccessLog.MAX_ENTRIES);
    }
}
