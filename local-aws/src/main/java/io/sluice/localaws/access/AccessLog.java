/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.access;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was asked for since the start, each thing once. Any thread may call. It is bounded: what is
 * new after {@value #MAX_ENTRIES} entries is left out, and {@link #isComplete} says so.
 *
 * <p>Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS
 * services".
 */
public final class AccessLog {

    /** The service behind topic rules, acting by a rule's role. */
    public static final String IOT = "iot.amazonaws.com";

    /** The service behind delivery streams, acting by a stream's role. */
    public static final String FIREHOSE = "firehose.amazonaws.com";

    /** Whoever sent neither a signature nor a certificate. */
    public static final String ANONYMOUS = "anonymous";

    static final int MAX_ENTRIES = 10_000;

    private final String account;
    private final Set<Access> entries = ConcurrentHashMap.newKeySet();
    private volatile boolean complete = true;

    /**
     * @param region part of ARNs
     * @param accountId twelve digits
     */
    public AccessLog(String region, String accountId) {
        this.account = region + ":" + accountId;
    }

    /** Notes what one principal asks for. */
    public Caller caller(String principal) {
        return (action, resource) -> note(new Access(principal, action, arn(action, resource)));
    }

    /** A copy, in order. */
    public SortedSet<Access> entries() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(entries));
    }

    /** Whether nothing was left out. */
    public boolean isComplete() {
        return complete;
    }

    private void note(Access access) {
        if (entries.contains(access)) {
            return;
        }
        if (entries.size() < MAX_ENTRIES) {
            entries.add(access);
        } else {
            complete = false;
        }
    }

    private String arn(String action, String resource) {
        if (resource.equals("*") || resource.startsWith("arn:")) {
            return resource;
        }
        String service = action.substring(0, action.indexOf(':'));
        return "arn:aws:"
                + service
                + ":"
                + (service.equals("s3") ? "::" : account + ":")
                + resource;
    }
}
