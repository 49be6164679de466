/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandCallTest {

    private final List<String> err = new ArrayList<>();

    @Test
    void exitsWithWhatTheCommandReturns() {
        assertThat(CommandCall.of("sluice run", () -> 7)).isEqualTo(7);
        assertThat(
                        CommandCall.of(
                                "sluice run",
                                () -> {
                                    throw CommandFailure.usage("for the test");
                                }))
                .isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void saysInOneLineWhatACommandFailsByAndWhichItIs() {
        int code = CommandCall.report("sluice run", CommandFailure.failed("no disk"), err::add);

        assertThat(code).isEqualTo(ExitCodes.FAILED);
        assertThat(err).containsExactly("sluice run: no disk");
    }

    @Test
    void saysHowToLearnMoreOfWhatIsUnexpected() {
        int code = CommandCall.report("sluice run", new IllegalStateException("x"), err::add);

        assertThat(code).isEqualTo(ExitCodes.FAILED);
        assertThat(err)
                .containsExactly(
                        "sluice run: unexpected java.lang.IllegalStateException: x;"
                                + " set SLUICE_LOG_LEVEL=debug for the whole story");
    }
}
