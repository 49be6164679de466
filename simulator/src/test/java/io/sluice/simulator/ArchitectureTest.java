/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms, and who may enter which. */
@AnalyzeClasses(
        packages = "io.sluice.simulator",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching("io.sluice.simulator.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule pahoStaysInTheFleet =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..fleet..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.eclipse.paho..");

    @ArchTest
    static final ArchRule theAwsSdkStaysInFirehose =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.sluice.simulator.firehose..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("software.amazon..");

    @ArchTest
    static final ArchRule theSimulatorKnowsNoOtherProgram =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.sluice.gateway..", "io.sluice.localaws..", "io.sluice.demo..");

    @ArchTest
    static final ArchRule onlyMainExits =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("Main")
                    .should()
                    .callMethod(System.class, "exit", int.class);
}
