/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.broker;

import io.sluice.gateway.config.Protocol;
import java.lang.reflect.Method;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Tells a {@link BrokerContract}'s {@link BrokerReport} how each of its tests ends. */
final class ContractRecorder implements InvocationInterceptor {

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> called,
            ExtensionContext context)
            throws Throwable {
        BrokerReport report = ((BrokerContract) context.getRequiredTestInstance()).report();
        BrokerProperty property =
                Objects.requireNonNull(called.getExecutable().getAnnotation(Proves.class)).value();
        Protocol protocol = (Protocol) Objects.requireNonNull(called.getArguments().get(0));
        report.begin(property, protocol);
        try {
            invocation.proceed();
            report.holds();
        } catch (TestAbortedException e) {
            report.doesNotApply(String.valueOf(e.getMessage()));
            throw e;
        } catch (Throwable e) {
            report.failed();
            throw e;
        }
    }
}
