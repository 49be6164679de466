/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.outside;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What stands here for functions, endpoints and secrets of AWS. Nothing else is ever connected to,
 * except what is on loopback anyway.
 *
 * @param functions the address of each function, by its name or ARN
 * @param endpoints the address for each endpoint: an address or the beginning of one, or the ARN or
 *     the name of a domain
 * @param secrets the value of each secret, by its name or ARN
 */
public record StandIns(
        Map<String, URI> functions, Map<String, URI> endpoints, Map<String, String> secrets) {

    /** There are none. */
    public static final StandIns NONE = new StandIns(Map.of(), Map.of(), Map.of());

    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@code arn:aws:lambda:REGION:ACCOUNT:function:NAME[:VERSION]}. */
    private static final Pattern FUNCTION =
            Pattern.compile("arn:[^:]+:lambda:[^:]*:[^:]*:function:([^:]+)(:.*)?");

    /** {@code arn:aws:es:REGION:ACCOUNT:domain/NAME}. */
    private static final Pattern DOMAIN = Pattern.compile("arn:[^:]+:es:[^:]*:[^:]*:domain/(.+)");

    /** Secrets Manager puts a hyphen and six characters behind the name. */
    private static final Pattern SECRET =
            Pattern.compile("arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:(.+)-[a-zA-Z0-9]{6}");

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.0\\.0\\.1|\\[::1]");

    /** Copies what it is given. */
    public StandIns {
        functions = Map.copyOf(functions);
        endpoints = Map.copyOf(endpoints);
        secrets = Map.copyOf(secrets);
    }

    /** Where a function is called: by its ARN, by its ARN without a version, or by its name. */
    public Optional<URI> function(String arn) {
        var parts = FUNCTION.matcher(arn);
        if (functions.containsKey(arn) || !parts.matches()) {
            return Optional.ofNullable(functions.get(arn));
        }
        String version = parts.group(2);
        String bare = version == null ? arn : arn.substring(0, arn.length() - version.length());
        return Optional.ofNullable(functions.getOrDefault(bare, functions.get(parts.group(1))));
    }

    /** Where the domain of an ARN is: by the ARN or by its name. */
    public Optional<URI> domain(String arn) {
        var parts = DOMAIN.matcher(arn);
        URI named = parts.matches() ? endpoints.get(parts.group(1)) : null;
        return Optional.ofNullable(endpoints.getOrDefault(arn, named));
    }

    /**
     * Where requests to an address go: the longest beginning that is known is replaced. Without one
     * an address on loopback is itself.
     */
    public Optional<URI> endpoint(String address) {
        Optional<String> beginning =
                endpoints.keySet().stream()
                        .filter(known -> begins(address, known))
                        .max(Comparator.comparing(String::length));
        if (beginning.isPresent()) {
            String rest = address.substring(beginning.get().length());
            return Optional.of(joined(String.valueOf(endpoints.get(beginning.get())), rest));
        }
        String host = URI.create(address).getHost();
        return host != null && LOOPBACK.matcher(host).matches()
                ? Optional.of(URI.create(address))
                : Optional.empty();
    }

    /**
     * The value of a secret.
     *
     * @param arn its ARN or its name
     * @param key which value is meant if the secret is a JSON object
     */
    public Optional<String> secret(String arn, String key) {
        var parts = SECRET.matcher(arn);
        String named = parts.matches() ? secrets.get(parts.group(1)) : null;
        return Optional.ofNullable(secrets.getOrDefault(arn, named)).map(text -> value(text, key));
    }

    /** Shows no value of a secret. */
    @Override
    public String toString() {
        return "StandIns[functions="
                + functions
                + ", endpoints="
                + endpoints
                + ", secrets="
                + secrets.keySet()
                + "]";
    }

    private static boolean begins(String address, String known) {
        if (!address.startsWith(known)) {
            return false;
        }
        // https://host is not the beginning of https://host.example
        return address.length() == known.length()
                || known.endsWith("/")
                || "/?:".indexOf(address.charAt(known.length())) >= 0;
    }

    private static URI joined(String to, String rest) {
        boolean twice = to.endsWith("/") && rest.startsWith("/");
        return URI.create((twice ? to.substring(0, to.length() - 1) : to) + rest);
    }

    private static String value(String text, String key) {
        if (!text.startsWith("{")) {
            return text;
        }
        try {
            JsonNode value = JSON.readTree(text).get(key);
            return value == null ? text : value.asText();
        } catch (JsonProcessingException e) {
            return text;
        }
    }
}
