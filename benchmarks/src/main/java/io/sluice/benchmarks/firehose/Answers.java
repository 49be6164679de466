/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.benchmarks.firehose;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** What Firehose answers, as bytes that go over the connection. */
final class Answers {

    private static final AtomicLong NEXT_ID = new AtomicLong();

    /** AWS's ids have some 200 characters, and whoever puts records pays for reading them. */
    private static final String ID_FILLER = "0123456789abcdef".repeat(12);

    private static final String DESCRIPTION =
            """
            {"DeliveryStreamDescription":{"DeliveryStreamName":"benchmark","DeliveryStreamARN":"arn:aws:firehose:            eu-west-1:123456789012:deliverystream/benchmark","DeliveryStreamStatus":"ACTIVE","DeliveryStreamType":            "DirectPut","VersionId":"1","Destinations":[],"HasMoreDestinations":false}}""";

    private Answers() {}

    /** One record was accepted. */
    static byte[] accepted() {
        return http("200 OK", "{\"Encrypted\":false,\"RecordId\":\"" + nextId() + "\"}");
    }

    /** Each of these records was accepted. */
    static byte[] accepted(int records) {
        StringBuilder json = new StringBuilder(256 * records + 80);
        json.append("{\"Encrypted\":false,\"FailedPutCount\":0,\"RequestResponses\":[");
        for (int i = 0; i < records; i++) {
            json.append(i == 0 ? "{\"RecordId\":\"" : ",{\"RecordId\":\"");
            json.append(nextId()).append("\"}");
        }
        return http("200 OK", json.append("]}").toString());
    }

    /** There is such a stream. */
    static byte[] description() {
        return http("200 OK", DESCRIPTION);
    }

    /** A request that is not good; it will not be next time either. */
    static byte[] refused(String type, String message) {
        return http(
                "400 Bad Request", "{\"__type\":\"" + type + "\",\"message\":\"" + message + "\"}");
    }

    /** Firehose takes nothing at the moment. */
    static byte[] unavailable() {
        return http(
                "503 Service Unavailable",
                "{\"__type\":\"ServiceUnavailableException\",\"message\":\"refused for a while\"}");
    }

    private static String nextId() {
        String number = Long.toHexString(NEXT_ID.incrementAndGet());
        return "0".repeat(Long.BYTES * 2 - number.length()) + number + ID_FILLER;
    }

    private static byte[] http(String status, String json) {
        String text =
                "HTTP/1.1 "
                        + status
                        + "\r\nx-amzn-RequestId: 00000000-0000-0000-0000-000000000000\r\n"
                        + "Content-Type: application/x-amz-json-1.1\r\nContent-Length: "
                        + json.length()
                        + "\r\n\r\n"
                        + json;
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
