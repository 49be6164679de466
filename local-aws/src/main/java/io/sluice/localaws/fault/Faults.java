/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.fault;

import io.sluice.toolkit.DataSize;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The faults that are set now. May be changed and asked from any thread; a change is seen by the
 * next call. Chance comes from one seed, so that one client at a time sees the same story again.
 *
 * <p>A question is asked for one stream or, with {@code null}, before the stream is known; faults
 * for all streams answer only the latter, so that none of them strikes twice in one call.
 */
public final class Faults {

    private final List<Fault> active = new CopyOnWriteArrayList<>();
    private final Random chance;

    /** No faults. */
    public Faults(long seed) {
        this.chance = new Random(seed);
    }

    /** Sets a fault; one of the same kind for the same stream is replaced. */
    public void set(Fault fault) {
        synchronized (active) {
            active.removeIf(
                    other ->
                            other.kind() == fault.kind()
                                    && java.util.Objects.equals(other.stream(), fault.stream()));
            active.add(fault);
        }
    }

    /**
     * Sets a fault as people write it, such as {@code throttle=0.2}.
     *
     * @throws IllegalArgumentException with what is expected
     */
    public void set(String fault) {
        set(Fault.parse(fault));
    }

    /** Puts these in the place of all that were set. */
    public void replace(Collection<Fault> faults) {
        synchronized (active) {
            active.clear();
            faults.forEach(this::set);
        }
    }

    /** Ends all faults of this kind. */
    public void clear(FaultKind kind) {
        synchronized (active) {
            active.removeIf(fault -> fault.kind() == kind);
        }
    }

    /** Ends all faults. */
    public void clear() {
        active.clear();
    }

    /** What is set, in the order in which it was set. */
    public List<Fault> active() {
        return List.copyOf(active);
    }

    /** Whether a fault of this kind, without an amount or by its share, strikes now. */
    public boolean strikes(FaultKind kind, @Nullable String stream) {
        Fault fault = find(kind, stream);
        if (fault == null) {
            return false;
        }
        return fault.kind().amount() != FaultKind.Amount.SHARE || happens(fault.share());
    }

    /** Whether a fault for this stream or for all of them strikes now; for single records. */
    public boolean strikesRecord(FaultKind kind, String stream) {
        return strikes(kind, null) || strikes(kind, stream);
    }

    /** How much later the answer is to be; zero without a {@link FaultKind#LATENCY}. */
    public Duration latency(@Nullable String stream) {
        Fault fault = find(FaultKind.LATENCY, stream);
        return fault == null ? Duration.ZERO : fault.duration();
    }

    /** Whether the stream is held to a quota. */
    public boolean hasQuota(String stream) {
        return quota(stream) != null;
    }

    /** The bytes a second that the stream is held to; empty for the region's own quota. */
    public Optional<DataSize> quotaBytes(String stream) {
        Fault fault = quota(stream);
        return fault == null ? Optional.empty() : fault.rate();
    }

    private @Nullable Fault quota(String stream) {
        Fault own = find(FaultKind.QUOTA, stream);
        return own == null ? find(FaultKind.QUOTA, null) : own;
    }

    private @Nullable Fault find(FaultKind kind, @Nullable String stream) {
        for (Fault fault : active) {
            if (fault.kind() == kind && java.util.Objects.equals(fault.stream(), stream)) {
                return fault;
            }
        }
        return null;
    }

    private boolean happens(double share) {
        return chance.nextDouble() < share;
    }
}
