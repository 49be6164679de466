/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.broker;

import java.util.Set;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.jspecify.annotations.Nullable;

/** Lets one user in, and lets that user do everything. */
final class OneUserSecurity implements ActiveMQSecurityManager {

    private final BrokerUser only;

    OneUserSecurity(BrokerUser only) {
        this.only = only;
    }

    @Override
    public boolean validateUser(@Nullable String user, @Nullable String password) {
        return only.name().equals(user) && only.password().equals(password);
    }

    @Override
    public boolean validateUserAndRole(
            @Nullable String user,
            @Nullable String password,
            Set<Role> roles,
            CheckType checkType) {
        return validateUser(user, password);
    }
}
