/** What was sent, what arrived, what may have come twice, and what each fault has to do with it. */
@NullMarked
package io.sluice.torture.account;

import org.jspecify.annotations.NullMarked;
