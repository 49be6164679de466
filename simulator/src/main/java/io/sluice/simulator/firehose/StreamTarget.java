/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.firehose;

import io.sluice.toolkit.CommandFailure;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The delivery stream that readings go to.
 *
 * @param stream its name
 * @param endpoint where its service is reached, if not at AWS's own address
 * @param region AWS region; empty for what the environment or the profile says
 */
public record StreamTarget(String stream, Optional<URI> endpoint, Optional<String> region) {

    /**
     * "Amazon Data Firehose API Reference", CreateDeliveryStream, DeliveryStreamName.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html">CreateDeliveryStream</a>
     */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");

    private static final String SCHEME = "firehose://";

    /**
     * Reads {@code firehose://STREAM}.
     *
     * @throws CommandFailure if it is something else, or the endpoint is no HTTP address
     */
    public static StreamTarget parse(
            String to, Optional<String> endpointUrl, Optional<String> region) {
        String name = to.startsWith(SCHEME) ? to.substring(SCHEME.length()) : "";
        if (!NAME.matcher(name).matches()) {
            throw CommandFailure.usage(
                    "--to '" + to + "' is not a delivery stream; write firehose://NAME");
        }
        return new StreamTarget(name, endpointUrl.map(StreamTarget::endpoint), region);
    }

    private static URI endpoint(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw notAnEndpoint(url);
        }
        throw notAnEndpoint(url);
    }

    private static CommandFailure notAnEndpoint(String url) {
        return CommandFailure.usage(
                "--endpoint-url '" + url + "' is not an address; write http://127.0.0.1:4566");
    }

    /** Whether the endpoint is on this machine, where made-up credentials do. */
    boolean isLocal() {
        return endpoint.map(
                        uri -> {
                            String host = uri.getHost().toLowerCase(Locale.ROOT);
                            return host.equals("localhost")
                                    || host.startsWith("127.")
                                    || host.equals("[::1]");
                        })
                .orElse(false);
    }

    @Override
    public String toString() {
        return SCHEME + stream + endpoint.map(uri -> " at " + uri).orElse("");
    }
}
