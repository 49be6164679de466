/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.config;

import io.sluice.gateway.config.binding.Checks;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a URI must be to name a broker, or an endpoint of AWS; and how it is printed. */
final class UriRule {

    private static final String SECURE = "mqtts";
    private static final Set<String> SCHEMES = Set.of("mqtt", SECURE);

    private UriRule() {}

    static void checkBroker(Checks checks, String key, URI uri) {
        checks.that(
                uri.getScheme() != null && SCHEMES.contains(uri.getScheme()),
                key,
                shown(uri)
                        + " is not a broker; write mqtt://HOST:PORT, or mqtts://HOST:PORT for TLS");
        checkAuthority(checks, key, uri, "use username and password (or passwordFile) instead");
        checks.that(
                isEmptyOrSlash(uri.getRawPath())
                        && uri.getRawQuery() == null
                        && uri.getRawFragment() == null,
                key,
                shown(uri) + " goes on after the port; leave that out");
    }

    /** Demands a host, a possible port, and no user information, which would be printed. */
    static void checkAuthority(Checks checks, String key, URI uri, String insteadOfUserInfo) {
        checks.that(
                uri.getHost() != null || uri.isOpaque() || uri.getScheme() == null,
                key,
                shown(uri)
                        + " has no host, or one with a character that host names may not have (such as _)");
        checks.that(
                uri.getPort() == -1 || (uri.getPort() >= 1 && uri.getPort() <= 65_535),
                key,
                shown(uri) + " has no possible port; write one from 1 to 65535");
        String authority = uri.getRawAuthority();
        checks.that(
                authority == null || authority.indexOf('@') < 0,
                key,
                shown(uri) + " holds a user name or password; " + insteadOfUserInfo);
    }

    static boolean secure(URI uri) {
        return SECURE.equals(uri.getScheme());
    }

    /** The URI without a user name and password that may stand in it. */
    static String shown(URI uri) {
        return uri.toString().replaceFirst("^([^/?#]*//)?[^/?#]*@", "$1****@");
    }

    private static boolean isEmptyOrSlash(@Nullable String path) {
        return path == null || path.isEmpty() || path.equals("/");
    }
}
