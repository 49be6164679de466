/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the rooms. */
@AnalyzeClasses(packagesOf = LocalAws.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ROOMS_ARE_FREE_OF_CYCLES =
            slices().matching("io.sluice.localaws.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_ONE_ROOM_KNOWS_HTTP =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..http..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..");

    @ArchTest
    static final ArchRule NO_SERVICE_KNOWS_ITS_DOOR =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "..firehose..", "..iot..", "..cloudformation..", "..s3..", "..fault..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..http..", "..cli..");

    @ArchTest
    static final ArchRule ONLY_THE_MQTT_ENDPOINT_KNOWS_THE_BROKER_AND_MAKES_CERTIFICATES =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("..iot", "..iot.mqtt")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.sluice.broker..", "org.bouncycastle..");

    @ArchTest
    static final ArchRule RULES_KNOW_NO_ENGINE_AND_THE_ENGINE_NO_NETWORK =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("core")
                    .definedBy("io.sluice.localaws.iot")
                    .layer("mqtt")
                    .definedBy("..iot.mqtt..")
                    .layer("engine")
                    .definedBy("..iot.engine..")
                    .layer("rule")
                    .definedBy("..iot.rule..")
                    .whereLayer("core")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("mqtt")
                    .mayOnlyBeAccessedByLayers("core")
                    .whereLayer("engine")
                    .mayOnlyBeAccessedByLayers("core", "mqtt");

    @ArchTest
    static final ArchRule NO_OTHER_PROGRAM_OF_OURS =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.sluice.gateway..", "io.sluice.simulator..");
}
