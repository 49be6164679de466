/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.device;

import java.util.Locale;

/** How devices are called: {@code device-0001}, {@code device-0002}, ... */
public final class DeviceNames {

    private DeviceNames() {}

    /**
     * The name of a device.
     *
     * @param index its place in the fleet, from 0
     */
    public static String of(int index) {
        return String.format(Locale.ROOT, "device-%04d", index + 1);
    }
}
