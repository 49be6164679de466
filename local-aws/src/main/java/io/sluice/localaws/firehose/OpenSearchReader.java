/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.firehose;

import io.sluice.localaws.firehose.destination.IndexRotation;
import io.sluice.localaws.firehose.destination.OpenSearchDestination;
import io.sluice.localaws.firehose.process.ProcessingReader;
import io.sluice.localaws.protocol.AwsFailure;
import io.sluice.localaws.protocol.Constraints;
import io.sluice.localaws.protocol.Members;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code AmazonopensearchserviceDestinationConfiguration}. */
final class OpenSearchReader {

    private static final int MAX_INDEX_LENGTH = 80;
    private static final int MAX_TYPE_LENGTH = 100;
    private static final String NO_ID = "NO_DOCUMENT_ID";
    private static final EndpointPlan PLAN =
            new EndpointPlan(
                    100,
                    900,
                    300,
                    "FailedDocumentsOnly",
                    "AllDocuments",
                    ProcessingReader.DEFAULT_BUFFER_MIB);
    private static final Set<String> KNOWN =
            Set.of(
                    "RoleARN",
                    "DomainARN",
                    "ClusterEndpoint",
                    "IndexName",
                    "TypeName",
                    "IndexRotationPeriod",
                    "DocumentIdOptions",
                    "VpcConfiguration",
                    "BufferingHints",
                    "RetryOptions",
                    "ProcessingConfiguration",
                    "CloudWatchLoggingOptions",
                    "S3BackupMode",
                    "S3Configuration");

    private OpenSearchReader() {}

    static DeliveryPlan read(Members members) {
        members.allow(KNOWN, Map.of());
        String domain = members.text("DomainARN");
        String cluster = members.text("ClusterEndpoint");
        String index = members.text("IndexName");
        String type = members.text("TypeName");
        String rotation = members.text("IndexRotationPeriod");
        Members ids = members.structure("DocumentIdOptions");
        String id = ids == null ? null : ids.text("DefaultDocumentIdFormat");
        new Constraints()
                .required(members.pathOf("RoleARN"), members.text("RoleARN"))
                .required(members.pathOf("IndexName"), index)
                .length(members.pathOf("IndexName"), index, 1, MAX_INDEX_LENGTH)
                .length(members.pathOf("TypeName"), type, 0, MAX_TYPE_LENGTH)
                .pattern(members.pathOf("DomainARN"), domain, "arn:.*:es:.*:domain/.+")
                .pattern(members.pathOf("ClusterEndpoint"), cluster, "https://.+")
                .oneOf(members.pathOf("IndexRotationPeriod"), rotation, IndexRotation.words())
                .oneOf(
                        members.pathOf("DocumentIdOptions.defaultDocumentIdFormat"),
                        id,
                        List.of("FIREHOSE_DEFAULT", NO_ID))
                .check();
        if ((domain == null) == (cluster == null)) {
            throw AwsFailure.invalidArgument(
                    "Exactly one of DomainARN and ClusterEndpoint must be given.");
        }
        return PLAN.read(
                members,
                new OpenSearchDestination(
                        String.valueOf(domain == null ? cluster : domain),
                        String.valueOf(index),
                        rotation == null ? IndexRotation.ONE_DAY : IndexRotation.of(rotation),
                        type == null ? "" : type,
                        !NO_ID.equals(id)));
    }
}
