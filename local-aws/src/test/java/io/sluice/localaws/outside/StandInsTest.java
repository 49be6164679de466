/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandInsTest {

    private static final URI HERE = URI.create("http://127.0.0.1:9000/x");

    @Test
    void findsAFunctionByArnWithAndWithoutVersionAndByName() {
        String arn = "arn:aws:lambda:eu-central-1:000000000000:function:transform";

        assertThat(functions(arn + ":1").function(arn + ":1")).contains(HERE);
        assertThat(functions(arn).function(arn + ":$LATEST")).contains(HERE);
        assertThat(functions("transform").function(arn)).contains(HERE);
        assertThat(functions("other").function(arn)).isEmpty();
    }

    @Test
    void replacesTheLongestBeginningOfAnAddress() {
        StandIns standIns =
                new StandIns(
                        Map.of(),
                        Map.of(
                                "https://a.example",
                                HERE,
                                "https://a.example/in",
                                URI.create("http://127.0.0.1:9001/")),
                        Map.of());

        assertThat(standIns.endpoint("https://a.example/v1?k=v"))
                .contains(URI.create("http://127.0.0.1:9000/x/v1?k=v"));
        assertThat(standIns.endpoint("https://a.example/in/y"))
                .contains(URI.create("http://127.0.0.1:9001/y"));
        assertThat(standIns.endpoint("https://a.example.org/")).isEmpty();
    }

    @Test
    void reachesNothingButLoopbackUnlessToldTo() {
        assertThat(StandIns.NONE.endpoint("https://127.0.0.1:8443/"))
                .contains(URI.create("https://127.0.0.1:8443/"));
        assertThat(StandIns.NONE.endpoint("https://example.com/")).isEmpty();
    }

    @Test
    void knowsSecretsByArnAndNameAsJsonAndPlain() {
        String arn = "arn:aws:secretsmanager:eu-central-1:000000000000:secret:hec/t-AbCdEf";

        assertThat(secrets(arn, "plain").secret(arn, "k")).contains("plain");
        assertThat(secrets("hec/t", "{\"k\":\"inside\"}").secret(arn, "k")).contains("inside");
        assertThat(StandIns.NONE.secret(arn, "k")).isEmpty();
    }

    @Test
    void findsADomainByArnAndName() {
        String arn = "arn:aws:es:eu-central-1:000000000000:domain/readings";

        assertThat(new StandIns(Map.of(), Map.of(arn, HERE), Map.of()).domain(arn)).contains(HERE);
        assertThat(new StandIns(Map.of(), Map.of("readings", HERE), Map.of()).domain(arn))
                .contains(HERE);
    }

    private static StandIns functions(String name) {
        return new StandIns(Map.of(name, HERE), Map.of(), Map.of());
    }

    private static StandIns secrets(String name, String value) {
        return new StandIns(Map.of(), Map.of(), Map.of(name, value));
    }
}
