/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.system;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import io.sluice.toolkit.CommandFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * Stops a gateway at a chosen point of its code, with all its threads, so that it can be killed
 * right there; the product has no hooks for that. Through the Java Debug Interface.
 */
public final class Debugger {

    private final VirtualMachine machine;
    private final String type;
    private final String method;
    private final int hits;

    /**
     * Attaches to a gateway. The point is where a method begins.
     *
     * @param port where it can be debugged, on loopback
     * @param type the class
     * @param method the method, in all its forms
     * @param hits at which call of it to stop, 1 for the first
     */
    public Debugger(int port, String type, String method, int hits) {
        this.type = type;
        this.method = method;
        this.hits = hits;
        this.machine = attach(port);
    }

    private static VirtualMachine attach(int port) {
        AttachingConnector connector =
                Bootstrap.virtualMachineManager().attachingConnectors().stream()
                        .filter(each -> "com.sun.jdi.SocketAttach".equals(each.name()))
                        .findFirst()
                        .orElseThrow(
                                () -> CommandFailure.failed("this JVM cannot debug; use a JDK"));
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        put(arguments, "hostname", "127.0.0.1");
        put(arguments, "port", String.valueOf(port));
        long began = System.nanoTime();
        while (true) {
            try {
                return connector.attach(arguments);
            } catch (IOException e) {
                if (System.nanoTime() - began > Duration.ofSeconds(30).toNanos()) {
                    throw CommandFailure.failed("cannot debug the gateway: " + e.getMessage(), e);
                }
                io.sluice.processes.Patience.pause(50_000_000);
            } catch (IllegalConnectorArgumentsException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void put(Map<String, Connector.Argument> into, String name, String value) {
        Connector.Argument argument = into.get(name);
        if (argument != null) {
            argument.setValue(value);
        }
    }

    /**
     * Waits until the point is reached; the gateway stands still there, until it is killed.
     *
     * @return whether it was reached within the time; if not the gateway goes on
     */
    public boolean awaitPoint(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            ClassPrepareRequest prepare = machine.eventRequestManager().createClassPrepareRequest();
            prepare.addClassFilter(type);
            prepare.enable();
            machine.classesByName(type).forEach(this::arm);
            machine.resume();
            long left = end - System.nanoTime();
            while (left > 0) {
                EventSet events = machine.eventQueue().remove(Math.max(1, left / 1_000_000));
                if (events != null) {
                    for (Event event : events) {
                        if (event instanceof BreakpointEvent) {
                            return true;
                        }
                        if (event instanceof ClassPrepareEvent prepared) {
                            arm(prepared.referenceType());
                        }
                    }
                    events.resume();
                }
                left = end - System.nanoTime();
            }
            machine.dispose();
            return false;
        } catch (VMDisconnectedException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted", e);
        }
    }

    private void arm(ReferenceType loaded) {
        for (Method each : loaded.methodsByName(method)) {
            BreakpointRequest stop =
                    machine.eventRequestManager().createBreakpointRequest(each.location());
            stop.addCountFilter(hits);
            stop.enable();
        }
    }
}
