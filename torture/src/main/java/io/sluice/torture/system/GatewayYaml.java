/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.torture.system;

import java.nio.file.Path;

/** The gateway's configuration under torture. */
public final class GatewayYaml {

    /** Readings that the broker may send ahead of acknowledgements. */
    public static final int RECEIVE_MAXIMUM = 1_000;

    /** Readings in a record: a lost answer brings so many twice for each record. */
    static final int MAX_READINGS = 100;

    private GatewayYaml() {}

    /** With small segments, so that they are begun and deleted all the time. */
    static String of(
            Options options,
            int brokerPort,
            int awsPort,
            int iotPort,
            AwsProcess.Certificates files,
            Path data,
            int adminPort) {
        return """
                mode: %s
                dataDirectory: '%s'
                source:
                  broker: mqtt://127.0.0.1:%d
                  clientId: sluice-torture
                  receiveMaximum: %d
                  keepAlive: 5s
                  connectTimeout: 5s
                  reconnect: {initialDelay: 100ms, maxDelay: 1s}
                spool: {durability: %s, maxBytes: 8GiB, segmentBytes: 1MiB}
                routes:
                  - name: telemetry
                    filter: sensors/+/telemetry
                    stream: %s
                    linger: 200ms
                    pack: {maxReadings: %d}
                    rule: {name: %s}
                  - name: archive
                    filter: sensors/device-0001/telemetry
                    stream: %s
                    linger: 200ms
                    pack: {maxReadings: %d}
                    rule: {name: %s}
                aws:
                  region: %s
                  endpoint: http://127.0.0.1:%d
                  accessKeyId: local
                  secretAccessKey: local
                  connectTimeout: 2s
                  callTimeout: 10s
                firehose: {retry: {initialDelay: 100ms, maxDelay: 1s}}
                iotCore:
                  endpoint: mqtts://127.0.0.1:%d
                  tls: {caFile: '%s', certificateFile: '%s', keyFile: '%s'}
                  errorTopic: %s
                  onRuleError: spool
                  ruleSettleTime: 0s
                  ruleCheckInterval: 2s
                admin: {port: %d}
                """
                .formatted(
                        options.mode(),
                        data,
                        brokerPort,
                        RECEIVE_MAXIMUM,
                        options.durability(),
                        AwsProcess.STREAM,
                        MAX_READINGS,
                        AwsProcess.RULE,
                        AwsProcess.ARCHIVE,
                        MAX_READINGS,
                        AwsProcess.ARCHIVE_RULE,
                        AwsProcess.REGION,
                        awsPort,
                        iotPort,
                        files.ca(),
                        files.certificate(),
                        files.key(),
                        AwsProcess.ERROR_TOPIC,
                        adminPort);
    }
}
