/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.rehearsal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What AWS answers to a gateway with one rule and one stream. Until the process ends. */
final class AwsAnswers {

    private static final String RULE =
            """
            {"rule":{"ruleName":"rehearsal","sql":"SELECT * FROM 'rehearsal'","awsIotSqlVersion":"2016-03-23","ruleDisabled":true,\
            "actions":[{"firehose":{"deliveryStreamName":"rehearsal","roleArn":"arn:aws:iam::000000000000:role/none","separator":"\\n"}}]}}
            """;
    private static final String ACCEPTED =
            "{\"FailedPutCount\":0,\"RequestResponses\":[{\"RecordId\":\"1\"}]}";

    private final HttpServer server;
    private final Semaphore accepted = new Semaphore(0);

    private AwsAnswers(HttpServer server) {
        this.server = server;
    }

    static AwsAnswers listen() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AwsAnswers answers = new AwsAnswers(server);
        server.createContext("/", answers::answer);
        server.setExecutor(
                Executors.newCachedThreadPool(
                        task -> {
                            Thread thread = new Thread(task, "rehearsal-aws");
                            thread.setDaemon(true);
                            return thread;
                        }));
        server.start();
        return answers;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange http) throws IOException {
        String action = http.getRequestHeaders().getFirst("X-Amz-Target");
        boolean put = action != null && action.endsWith("PutRecordBatch");
        http.getRequestBody().readAllBytes();
        byte[] body =
                (put ? ACCEPTED : action == null ? RULE : "{}").getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        http.sendResponseHeaders(200, body.length);
        http.getResponseBody().write(body);
        http.close();
        if (put) {
            accepted.release();
        }
    }

    /** Whether one more reading was accepted, within a minute. */
    boolean awaitReading() {
        try {
            return accepted.tryAcquire(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
