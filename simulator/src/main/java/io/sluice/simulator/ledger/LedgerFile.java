/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator.ledger;

import io.sluice.toolkit.CommandFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** The lines of the ledger's file, as the package comment specifies them. */
final class LedgerFile {

    static final String HEADER = "sluice-ledger 1";
    private static final int LONGEST_LINE_BYTES = 4_096;

    private LedgerFile() {}

    static byte[] header() {
        return (HEADER + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] device(int number, String name) {
        return ("d " + number + " " + name + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] published(int number, long seq) {
        return ("p " + number + " " + seq + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] acknowledged(int number, long seq) {
        return ("a " + number + " " + seq + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] began(Instant at) {
        return ("r " + at + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] ended(Instant at) {
        return ("e " + at + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Reads the whole file; a torn last line is left out. */
    static Accounts read(Path file) throws IOException {
        return scan(file).accounts();
    }

    /** Reads the whole file and says where its last whole line ends. */
    static Scan scan(Path file) throws IOException {
        Accounts accounts = new Accounts();
        byte[] line = new byte[LONGEST_LINE_BYTES];
        int length = 0;
        long lineNumber = 0;
        long position = 0;
        long wholeLines = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                position++;
                if (next != '\n') {
                    if (length == line.length) {
                        throw notALedger(file, lineNumber + 1);
                    }
                    line[length++] = (byte) next;
                    continue;
                }
                lineNumber++;
                if (!understand(accounts, line, length, lineNumber)) {
                    throw notALedger(file, lineNumber);
                }
                wholeLines = position;
                length = 0;
            }
        } catch (NoSuchFileException e) {
            throw CommandFailure.usage(
                    "there is no ledger at "
                            + file
                            + "; name the file that 'simulate --ledger' wrote");
        }
        if (lineNumber == 0
                && !HEADER.startsWith(new String(line, 0, length, StandardCharsets.UTF_8))) {
            throw notALedger(file, 1);
        }
        return new Scan(accounts, wholeLines);
    }

    private static boolean understand(Accounts accounts, byte[] line, int length, long number) {
        if (number == 1) {
            return HEADER.equals(new String(line, 0, length, StandardCharsets.UTF_8));
        }
        if (length > 2 && line[1] == ' ' && (line[0] == 'r' || line[0] == 'e')) {
            return understandRun(accounts, line, length);
        }
        int space = 2;
        while (space < length && line[space] != ' ') {
            space++;
        }
        long device = number(line, 2, space);
        if (length < 2 || line[1] != ' ' || device < 0) {
            return false;
        }
        if (line[0] == 'd') {
            boolean inOrder = device == accounts.size() && space + 1 < length;
            if (inOrder) {
                accounts.add(
                        new String(line, space + 1, length - space - 1, StandardCharsets.UTF_8));
            }
            return inOrder;
        }
        long seq = number(line, space + 1, length);
        if (device >= accounts.size() || seq < 0 || seq >= Integer.MAX_VALUE) {
            return false;
        }
        if (line[0] == 'p') {
            accounts.publish(accounts.numbered((int) device), seq);
        } else if (line[0] == 'a') {
            accounts.acknowledge(accounts.numbered((int) device), seq);
        } else {
            return false;
        }
        return true;
    }

    private static boolean understandRun(Accounts accounts, byte[] line, int length) {
        try {
            Instant at =
                    Instant.parse(new String(line, 2, length - 2, StandardCharsets.ISO_8859_1));
            if (line[0] == 'r') {
                accounts.begin(at);
            } else {
                accounts.end(at);
            }
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** The decimal number in [from, to), or -1. */
    private static long number(byte[] line, int from, int to) {
        if (from >= to || to - from > 18) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            if (line[i] < '0' || line[i] > '9') {
                return -1;
            }
            value = value * 10 + line[i] - '0';
        }
        return value;
    }

    private static CommandFailure notALedger(Path file, long line) {
        return CommandFailure.failed(
                "line "
                        + line
                        + " of "
                        + file
                        + " is not a ledger's; name the file that 'simulate --ledger' wrote, or a new one");
    }

    record Scan(Accounts accounts, long wholeLinesBytes) {}
}
