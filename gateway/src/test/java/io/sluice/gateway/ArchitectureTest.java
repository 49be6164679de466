/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Arrays;

/** The arrows between the rooms: what a newcomer may rely on when opening one of them. */
@AnalyzeClasses(
        packages = "io.sluice.gateway",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String OURS = "io.sluice.gateway";

    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching(OURS + ".(*)..").should().beFreeOfCycles();

    @ArchTest static final ArchRule messagesKnowNothingOfOurs = knowsOnly("message");

    @ArchTest static final ArchRule timeKnowsNothingOfOurs = knowsOnly("time");

    @ArchTest static final ArchRule jsonKnowsNothingOfOurs = knowsOnly("json");

    @ArchTest static final ArchRule outletsKnowOnlyMessages = knowsOnly("outlet", "message");

    @ArchTest static final ArchRule configurationKnowsNoStage = knowsOnly("config");

    @ArchTest
    static final ArchRule theSourceKnowsNoOtherStage =
            knowsOnly("source", "message", "config", "mqtt", "time");

    @ArchTest
    static final ArchRule theSpoolKnowsNoOtherStage = knowsOnly("spool", "message", "time");

    @ArchTest
    static final ArchRule packingKnowsNoOtherStage = knowsOnly("pack", "message", "outlet");

    @ArchTest
    static final ArchRule rulesKnowNoOtherStage = knowsOnly("rule", "message", "config", "time");

    @ArchTest
    static final ArchRule firehoseKnowsNoOtherStage =
            knowsOnly("firehose", "aws", "message", "outlet", "config", "time");

    @ArchTest
    static final ArchRule iotCoreKnowsNoOtherStage =
            knowsOnly(
                    "iotcore", "aws", "message", "outlet", "config", "mqtt", "supervision", "time");

    @ArchTest static final ArchRule supervisionKnowsNothingOfOurs = knowsOnly("supervision");

    @ArchTest static final ArchRule awsKnowsOnlySettings = knowsOnly("aws", "config");

    @ArchTest static final ArchRule mqttKnowsOnlySettings = knowsOnly("mqtt", "config");

    @ArchTest
    static final ArchRule lanesIntroduceTheStagesButKnowNoVendor =
            knowsOnly("forward", "json", "message", "outlet", "pack", "rule", "spool", "time");

    @ArchTest
    static final ArchRule onlyCommandsKnowTheApplication =
            noClasses()
                    .that(outsideOf("app", "cli", "rehearsal"))
                    .and()
                    .doNotHaveFullyQualifiedName(OURS + ".Main")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(OURS + ".app..");

    @ArchTest
    static final ArchRule onlyMainKnowsTheCommands =
            noClasses()
                    .that(outsideOf("cli"))
                    .and()
                    .doNotHaveFullyQualifiedName(OURS + ".Main")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(OURS + ".cli..");

    @ArchTest
    static final ArchRule theMqttClientStaysWithTheSessions =
            staysIn("com.hivemq..", "source", "iotcore", "mqtt");

    @ArchTest
    static final ArchRule theAwsSdkStaysWithTheClients =
            staysIn("software.amazon..", "firehose", "iotcore", "aws");

    @ArchTest
    static final ArchRule iotSqlStaysWithTheRules = staysIn("io.sluice.iotsql..", "rule", "cli");

    @ArchTest
    static final ArchRule templatesStayWithTheRules = staysIn("io.sluice.templates..", "rule");

    @ArchTest
    static final ArchRule httpServersStayInAdmin =
            staysIn("com.sun.net.httpserver..", "admin", "rehearsal");

    @ArchTest
    static final ArchRule theMetricsLibraryStaysInTelemetry =
            staysIn("io.micrometer..", "telemetry");

    @ArchTest
    static final ArchRule theGatewayKnowsNoOtherProgramOfOurs =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.sluice.simulator..",
                            "io.sluice.localaws..",
                            "io.sluice.demo..",
                            "io.sluice.broker..");

    @ArchTest
    static final ArchRule onlyTimeReadsTheClock =
            noClasses()
                    .that(outsideOf("time"))
                    .should()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule onlyTimeSleeps =
            noClasses()
                    .that(outsideOf("time"))
                    .should()
                    .callMethod(Thread.class, "sleep", long.class)
                    .orShould()
                    .callMethod(java.util.concurrent.TimeUnit.class, "sleep", long.class);

    @ArchTest
    static final ArchRule nobodyExitsTheProcess =
            noClasses()
                    .that(outsideOf("rehearsal")) // a process that is there for its end
                    .should()
                    .callMethod(System.class, "exit", int.class)
                    .orShould()
                    .callMethod(Runtime.class, "halt", int.class);

    /** The room and the rooms it may know; libraries and the toolkit are everybody's. */
    private static ArchRule knowsOnly(String room, String... others) {
        String[] known =
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(room), Arrays.stream(others))
                        .map(name -> OURS + "." + name + "..")
                        .toArray(String[]::new);
        DescribedPredicate<JavaClass> otherRooms =
                resideInAPackage(OURS + "..")
                        .and(DescribedPredicate.not(resideInAnyPackage(known)))
                        .as("are in another room than " + String.join(", ", known));
        return noClasses()
                .that()
                .resideInAPackage(OURS + "." + room + "..")
                .should()
                .dependOnClassesThat(otherRooms);
    }

    private static ArchRule staysIn(String vendor, String... rooms) {
        return classes()
                .that(outsideOf(rooms))
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(resideInAPackage(vendor)));
    }

    private static DescribedPredicate<JavaClass> outsideOf(String... rooms) {
        return DescribedPredicate.not(
                resideInAnyPackage(
                        Arrays.stream(rooms)
                                .map(room -> OURS + "." + room + "..")
                                .toArray(String[]::new)));
    }
}
