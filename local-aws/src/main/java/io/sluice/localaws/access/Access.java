/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.access;

import java.util.Comparator;

/**
 * One thing that somebody asked for, whether or not it was carried out.
 *
 * @param principal whose request it was: an access key id, the ARN of a client certificate, {@link
 *     AccessLog#IOT} or {@link AccessLog#FIREHOSE} for what a service does by its role, or {@link
 *     AccessLog#ANONYMOUS}
 * @param action as policies name it: {@code iot:Publish}
 * @param resource an ARN, or {@code *} for an action that knows no resource
 */
public record Access(String principal, String action, String resource)
        implements Comparable<Access> {

    private static final Comparator<Access> ORDER =
            Comparator.comparing(Access::principal)
                    .thenComparing(Access::action)
                    .thenComparing(Access::resource);

    @Override
    public int compareTo(Access other) {
        return ORDER.compare(this, other);
    }
}
