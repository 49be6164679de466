/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.fault;

import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.protocol.ConnectionCut;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The faults that strike a call as a whole, whatever it asks for. Called twice for each call: with
 * {@code null} before it is read, and with its stream once that is known. The only place of the
 * module that makes a caller wait.
 */
public final class CallFaults {

    private final Faults faults;

    /** Strikes by what is set in {@code faults}. */
    public CallFaults(Faults faults) {
        this.faults = faults;
    }

    /**
     * Lets the call pass, late if it must be.
     *
     * @throws ConnectionCut if the service is down
     * @throws AwsFailure if the service fails, or the caller's credentials are not good
     */
    public void beforeCall(@Nullable String stream) {
        if (faults.strikes(FaultKind.DOWN, stream)) {
            throw new ConnectionCut("down");
        }
        delay(faults.latency(stream));
        if (faults.strikes(FaultKind.SERVER_ERROR, stream)) {
            throw AwsFailure.internal("We encountered an internal error. Try again.");
        }
        if (faults.strikes(FaultKind.ACCESS_DENIED, stream)) {
            throw AwsFailure.client(
                    "AccessDeniedException",
                    "User: arn:aws:iam::000000000000:user/local is not authorized to perform this"
                            + " action because no identity-based policy allows it");
        }
        if (faults.strikes(FaultKind.EXPIRED_TOKEN, stream)) {
            throw AwsFailure.client(
                    "ExpiredTokenException",
                    "The security token included in the request is expired");
        }
    }

    private static void delay(Duration latency) {
        if (latency.isZero()) {
            return;
        }
        try {
            Thread.sleep(latency.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionCut("stopped while the answer was late");
        }
    }
}
