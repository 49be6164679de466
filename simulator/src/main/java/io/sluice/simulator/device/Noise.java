/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.device;

/**
 * Randomness without state: every value is a hash of a key and a position, so that any reading can
 * be computed without the ones before it. The hash is the finaliser of SplitMix64 (Steele, Lea and
 * Flood, "Fast splittable pseudorandom number generators", 2014).
 */
final class Noise {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final double UNIT = 0x1.0p-53;

    private final long key;

    Noise(long seed, String name) {
        key = mix(mix(seed) ^ name.hashCode() * GOLDEN_GAMMA);
    }

    private Noise(long key) {
        this.key = key;
    }

    /** An independent source for one purpose, such as one measured quantity. */
    Noise channel(int number) {
        return new Noise(mix(key + (number + 1) * GOLDEN_GAMMA));
    }

    /** Evenly distributed in [0, 1). */
    double uniform(long position) {
        return (mix(key ^ mix(position * GOLDEN_GAMMA)) >>> 11) * UNIT;
    }

    /** Nearly normal with mean 0 and deviation 1, never beyond 6: the sum of twelve uniforms. */
    double normal(long position) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += uniform(position * 12 + i);
        }
        return sum;
    }

    /** A smooth curve in [-1, 1] that wanders from one whole number to the next. */
    double smooth(double x) {
        long left = (long) Math.floor(x);
        double way = x - left;
        double eased = way * way * (3 - 2 * way);
        double from = uniform(left) * 2 - 1;
        double to = uniform(left + 1) * 2 - 1;
        return from + (to - from) * eased;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
