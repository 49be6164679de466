/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

/** Where JSON is written to, piece by piece. */
interface JsonOutput {

    /** Adds one character of ASCII. */
    void sign(char sign);

    /** Adds characters of ASCII. */
    void ascii(String text);

    /** Adds a number. */
    void number(NumberValue number);

    /** Adds a string with its quotes, and with escapes where JSON demands them. */
    void string(StringValue string);

    /** Adds a member's name as a string. */
    void name(Name name);

    /** Adds UTF-8 that stands in a payload as it would be written here. */
    void copy(byte[] json, int start, int end);

    /** How long it is by now, in units of its own. */
    int length();
}
