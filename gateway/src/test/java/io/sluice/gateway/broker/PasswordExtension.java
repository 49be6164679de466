/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway.broker;

import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Runs inside HiveMQ CE, which leaves it to extensions who gets in: at the guarded port who has the
 * password, elsewhere anybody. Needs no class but itself.
 */
public final class PasswordExtension implements ExtensionMain {

    /** Where the password is asked for. */
    static final int GUARDED_PORT = 1884;

    @Override
    public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
        byte[] expected = BrokerUnderTest.PASSWORD.getBytes(StandardCharsets.UTF_8);
        SimpleAuthenticator porter =
                (connect, answer) -> {
                    boolean guarded =
                            connect.getConnectionInformation()
                                    .getListener()
                                    .filter(listener -> listener.getPort() == GUARDED_PORT)
                                    .isPresent();
                    boolean known =
                            connect.getConnectPacket()
                                    .getPassword()
                                    .filter(given -> given.equals(ByteBuffer.wrap(expected)))
                                    .isPresent();
                    if (!guarded || known) {
                        answer.authenticateSuccessfully();
                    } else {
                        answer.failAuthentication(ConnackReasonCode.BAD_USER_NAME_OR_PASSWORD);
                    }
                };
        Services.securityRegistry().setAuthenticatorProvider(client -> porter);
    }

    @Override
    public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {}
}
