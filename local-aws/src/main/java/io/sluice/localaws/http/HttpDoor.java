/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.http;

import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;
import io.sluice.localaws.access.AccessLog;
import io.sluice.localaws.cloudformation.CloudFormation;
import io.sluice.localaws.cloudformation.CloudFormationApi;
import io.sluice.localaws.fault.CallFaults;
import io.sluice.localaws.fault.Faults;
import io.sluice.localaws.firehose.DeliveryStreams;
import io.sluice.localaws.firehose.FirehoseApi;
import io.sluice.localaws.iot.IotApi;
import io.sluice.localaws.iot.IotCore;
import io.sluice.localaws.net.Hosts;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP server. */
public final class HttpDoor implements AutoCloseable {

    private static final int MAX_THREADS = 256;
    private static final int MIN_THREADS = 8;
    private static final long STOP_TIMEOUT_MILLIS = 2_000;

    private final String host;
    private final Javalin server;

    private HttpDoor(String host, Javalin server) {
        this.host = host;
        this.server = server;
    }

    /**
     * Opens the door.
     *
     * @param host the address to listen on
     * @param port 0 for any free one
     * @throws IOException if the port is taken or may not be opened
     */
    public static HttpDoor open(
            String host,
            int port,
            DeliveryStreams streams,
            IotCore iot,
            CloudFormation cloudFormation,
            Faults faults,
            AccessLog log)
            throws IOException {
        JsonProtocol json =
                new JsonProtocol(
                        Map.of(FirehoseApi.TARGET, new FirehoseApi(streams, faults)::call),
                        new CallFaults(faults),
                        log);
        QueryProtocol query =
                new QueryProtocol(
                        new CloudFormationApi(cloudFormation), new CallFaults(faults), log);
        RestProtocol rest = new RestProtocol(new IotApi(iot)::call, new CallFaults(faults), log);
        Javalin server =
                Javalin.create(
                        config -> {
                            config.showJavalinBanner = false;
                            config.startupWatcherEnabled = false;
                            config.http.disableCompression();
                            config.jetty.threadPool =
                                    new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
                            // topics travel in paths, slashes and all
                            config.jetty.modifyHttpConfiguration(
                                    http -> http.setUriCompliance(UriCompliance.UNSAFE));
                            config.router.mount(
                                    routes ->
                                            routes.post(
                                                    "/",
                                                    http -> {
                                                        if (QueryProtocol.speaks(http)) {
                                                            query.handle(http);
                                                        } else {
                                                            json.handle(http);
                                                        }
                                                    }));
                            config.router.mount(rest::addTo);
                            new LocalControl(streams, faults).addTo(config);
                            new IotControl(iot).addTo(config);
                        });
        try {
            server.start(host, port);
            // not before: a server that failed to start does not stop gracefully either
            server.jettyServer().server().setStopTimeout(STOP_TIMEOUT_MILLIS);
        } catch (JavalinBindException e) {
            String reason = String.valueOf(e.getMessage());
            throw new IOException(
                    "port "
                            + port
                            + (reason.contains("already in use")
                                    ? " is in use"
                                    : " cannot be opened: " + reason),
                    e);
        }
        return new HttpDoor(host, server);
    }

    /** Where clients connect to. */
    public URI endpoint() {
        return URI.create("http://" + Hosts.reachable(host) + ":" + server.port());
    }

    /** Lets running calls finish, shortly, and closes. */
    @Override
    public void close() {
        server.stop();
    }
}
