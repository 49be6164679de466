/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

import io.sluice.gateway.spool.SpoolCursor;
import io.sluice.gateway.spool.SpoolPosition;
import io.sluice.gateway.spool.SpooledMessage;
import io.sluice.gateway.spool.Wanted;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cursor that does as another one does, but for what a test overrides. */
class ForwardingCursor implements SpoolCursor {

    private final SpoolCursor whole;

    ForwardingCursor(SpoolCursor whole) {
        this.whole = whole;
    }

    @Override
    public List<SpooledMessage> read(int maxBytes, Duration timeout, Wanted wanted)
            throws InterruptedException {
        return whole.read(maxBytes, timeout, wanted);
    }

    @Override
    public void await(long bytes, Duration timeout) throws InterruptedException {
        whole.await(bytes, timeout);
    }

    @Override
    public @Nullable SpooledMessage again(SpoolPosition begin) {
        return whole.again(begin);
    }

    @Override
    public SpoolPosition position() {
        return whole.position();
    }

    @Override
    public void release(SpoolPosition position) {
        whole.release(position);
    }

    @Override
    public SpoolPosition released() {
        return whole.released();
    }

    @Override
    public long bytesBehind() {
        return whole.bytesBehind();
    }

    @Override
    public void close() {
        whole.close();
    }
}
