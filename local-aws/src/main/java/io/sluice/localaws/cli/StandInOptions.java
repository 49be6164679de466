/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.cli;

import io.sluice.localaws.outside.StandIns;
import io.sluice.toolkit.CommandFailure;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Options that say what stands here for functions, endpoints and secrets. */
final class StandInOptions {

    /** The last address in the text: what it stands for may have an equals sign itself. */
    private static final Pattern ADDRESS = Pattern.compile("(.+)=(https?://[^=]+.*)");

    @Option(
            names = "--function",
            paramLabel = "NAME_OR_ARN=URL",
            description =
                    "address that stands for a transformation's function: it is posted Lambda's"
                            + " event and answers with the function's result; repeatable")
    private List<String> functions = new ArrayList<>();

    @Option(
            names = "--endpoint",
            paramLabel = "ADDRESS_OR_ARN=URL",
            description =
                    "address that stands for an HTTP endpoint or a collector (or for all that begin"
                            + " so), or for the domain of an ARN or a name; repeatable")
    private List<String> endpoints = new ArrayList<>();

    @Option(
            names = "--secret",
            paramLabel = "NAME_OR_ARN=VALUE",
            description = "value of a secret in Secrets Manager, plain or as its JSON; repeatable")
    private List<String> secrets = new ArrayList<>();

    /**
     * What they say.
     *
     * @throws CommandFailure if one of them cannot be read
     */
    StandIns standIns() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String secret : secrets) {
            int equals = secret.indexOf('=');
            if (equals < 1) {
                throw CommandFailure.usage("--secret takes NAME_OR_ARN=VALUE");
            }
            values.put(secret.substring(0, equals), secret.substring(equals + 1));
        }
        return new StandIns(
                addresses("--function", functions), addresses("--endpoint", endpoints), values);
    }

    private static Map<String, URI> addresses(String option, List<String> texts) {
        Map<String, URI> addresses = new LinkedHashMap<>();
        for (String text : texts) {
            Matcher parts = ADDRESS.matcher(text);
            if (!parts.matches()) {
                throw CommandFailure.usage(
                        option + " takes NAME=http://HOST:PORT/..., not '" + text + "'");
            }
            try {
                addresses.put(parts.group(1), URI.create(parts.group(2)));
            } catch (IllegalArgumentException e) {
                throw CommandFailure.usage(option + ": '" + parts.group(2) + "' is not an address");
            }
        }
        return addresses;
    }
}
