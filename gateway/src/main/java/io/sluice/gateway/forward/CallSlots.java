/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.forward;

/**
 * Bounds how many calls all lanes together have under way, since the readings of each take up
 * memory until it is answered. A lane may always have one, whatever the others do. Further ones are
 * had while there are slots; a lane whose stream does not answer keeps those that it has, and the
 * others go on with one each at the least. Any thread.
 */
public final class CallSlots {

    /** Of the heap, for what is under way. */
    private static final int SHARE = 4;

    /** What a call takes up beside its records: the readings that are in them, as they came. */
    private static final int TIMES_RECORDS = 4;

    private int free;

    /**
     * So many.
     *
     * @param further calls, beside the one that each lane may have
     */
    public CallSlots(int further) {
        this.free = Math.max(0, further);
    }

    /**
     * As many as a quarter of the heap holds.
     *
     * @param maxHeapBytes of this JVM
     * @param lanes how many there are
     * @param largestCallBytes records of the largest call that one of them makes
     */
    public static CallSlots within(long maxHeapBytes, int lanes, long largestCallBytes) {
        long calls = maxHeapBytes / SHARE / (TIMES_RECORDS * largestCallBytes);
        return new CallSlots((int) Math.min(Integer.MAX_VALUE, Math.max(0, calls - lanes)));
    }

    /**
     * The calls of one lane.
     *
     * @param most how many it may have under way at once
     */
    LaneCalls ofLane(int most) {
        return new LaneCalls(most);
    }

    /** One lane's. */
    final class LaneCalls {

        private final int most;
        private int underWay;

        private LaneCalls(int most) {
            this.most = most;
        }

        /** Waits until one more call may be under way, and counts it. */
        void begin() throws InterruptedException {
            synchronized (CallSlots.this) {
                while (underWay > 0 && (underWay >= most || free == 0)) {
                    CallSlots.this.wait();
                }
                if (underWay++ > 0) {
                    free--;
                }
            }
        }

        /** One of them has come to its end. */
        void end() {
            synchronized (CallSlots.this) {
                if (underWay > 1) {
                    free++;
                }
                underWay = Math.max(0, underWay - 1);
                CallSlots.this.notifyAll();
            }
        }

        /** Whatever was begun and not ended has no slot any more: the lane goes no further. */
        void giveUp() {
            synchronized (CallSlots.this) {
                free += Math.max(0, underWay - 1);
                underWay = 0;
                CallSlots.this.notifyAll();
            }
        }
    }
}
