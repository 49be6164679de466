/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose.destination;

import io.sluice.localaws.outside.StandIns;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key or a token: as it was configured, or in Secrets Manager. Its text never shows the value.
 *
 * @param value as it was configured; {@code null} if it is in a secret, or there is none
 * @param secretArn the secret; {@code null} if it is not in one
 * @param secretKey which value of the secret it is
 */
public record Credential(@Nullable String value, @Nullable String secretArn, String secretKey) {

    Optional<String> value(StandIns standIns) {
        return secretArn == null
                ? Optional.ofNullable(value)
                : standIns.secret(secretArn, secretKey);
    }

    Optional<String> missing(StandIns standIns) {
        return secretArn == null || value(standIns).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "the secret "
                                + secretArn
                                + " has no value; start local AWS with --secret "
                                + secretArn
                                + "=VALUE");
    }

    @Override
    public String toString() {
        return secretArn == null ? "****" : secretArn;
    }
}
