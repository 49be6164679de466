/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Asks a health address of this machine once, for containers that have neither a shell nor curl:
 * exits with 0 if the answer is 200, else with 1 and one line that says why. It uses next to
 * nothing of the JDK, since a JVM is started for each question.
 */
public final class HealthProbe {

    private static final int TIMEOUT_MILLIS = 3_000;
    private static final int HTTP_PORT = 80;
    private static final int STATUS_LINE_BYTES = 64;
    private static final String OK = " 200 ";

    private HealthProbe() {}

    /** Asks the address that is the only argument, such as http://127.0.0.1:8080/healthz/live. */
    public static void main(String[] args) {
        String problem =
                args.length == 1
                        ? problem(URI.create(args[0]))
                        : "name one address, such as http://127.0.0.1:8080/healthz/live";
        if (problem != null) {
            System.err.println(problem);
            System.exit(ExitCodes.FAILED);
        }
    }

    /** Why this address is not well, or null if it is. */
    static @Nullable String problem(URI address) {
        int port = address.getPort() < 0 ? HTTP_PORT : address.getPort();
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(
                    new InetSocketAddress(InetAddress.getByName(address.getHost()), port),
                    TIMEOUT_MILLIS);
            String request =
                    "GET "
                            + address.getRawPath()
                            + " HTTP/1.1\r\nHost: "
                            + address.getAuthority()
                            + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = firstBytes(socket.getInputStream());
            return answer.contains(OK) ? null : address + " answers " + firstLine(answer);
        } catch (IOException e) {
            return address + ": " + Reason.of(e);
        }
    }

    private static String firstBytes(InputStream in) throws IOException {
        return new String(in.readNBytes(STATUS_LINE_BYTES), StandardCharsets.US_ASCII);
    }

    private static String firstLine(String answer) {
        int end = answer.indexOf('\r');
        return end < 0 ? answer : answer.substring(0, end);
    }
}
