/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config.binding;

/** How keys are written for people: {@code routes[0].batch.maxRecords}. */
final class Paths {

    private Paths() {}

    static String child(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** {@code clientId} as a part of an environment variable: {@code CLIENT_ID}. */
    static String variable(String name) {
        StringBuilder variable = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c)) {
                variable.append('_');
            }
            variable.append(Character.toUpperCase(c));
        }
        return variable.toString();
    }
}
