/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.engine;

/** Says where a topic and a filter part ways. */
final class TopicLevels {

    private TopicLevels() {}

    /** The first level that does not match, in words. */
    static String mismatch(String filter, String topic) {
        String[] wanted = filter.split("/", -1);
        String[] found = topic.split("/", -1);
        if (topic.startsWith("$") && (wanted[0].equals("#") || wanted[0].equals("+"))) {
            return "a wildcard at the front does not match a topic that begins with $";
        }
        for (int i = 0; i < Math.max(wanted.length, found.length); i++) {
            String level = "level " + (i + 1) + ": ";
            if (i >= found.length) {
                return level + "the filter wants '" + wanted[i] + "', the topic has ended";
            }
            if (i >= wanted.length) {
                return level + "the filter has ended, the topic has '" + found[i] + "'";
            }
            if (wanted[i].equals("#")) {
                break;
            }
            if (!wanted[i].equals("+") && !wanted[i].equals(found[i])) {
                return level
                        + "the filter wants '"
                        + wanted[i]
                        + "', the topic has '"
                        + found[i]
                        + "'";
            }
        }
        return "the filter does not match";
    }
}
