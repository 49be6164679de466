/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;

/** A library of its own: no other module, no input or output, no log, no thread. */
@AnalyzeClasses(packages = "io.sluice.iotsql", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String OURS = "io.sluice.iotsql";

    @ArchTest
    static final ArchRule dependsOnThreeLibrariesAndNothingElse =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            OURS + "..",
                            "java..",
                            "com.fasterxml.jackson.core..",
                            "com.google.re2j..",
                            "org.joda.time..",
                            "org.jspecify..");

    @ArchTest
    static final ArchRule hasNoInputOrOutput =
            noClasses()
                    .should()
                    .dependOnClassesThat(
                            new DescribedPredicate<JavaClass>("reach files or the network") {
                                @Override
                                public boolean test(JavaClass type) {
                                    String room = type.getPackageName();
                                    return room.startsWith("java.net")
                                            || room.startsWith("java.nio.file")
                                            || room.startsWith("java.nio.channels")
                                            || (room.equals("java.io")
                                                    && !type.isEquivalentTo(IOException.class)
                                                    && !type.getSimpleName()
                                                            .equals("Serializable"));
                                }
                            });

    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching(OURS + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule valuesKnowNothingOfStatements =
            noClasses()
                    .that()
                    .resideInAPackage(OURS + ".value")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(OURS + ".function", OURS + ".expression", OURS + ".syntax");

    @ArchTest
    static final ArchRule functionsKnowNothingOfStatements =
            noClasses()
                    .that()
                    .resideInAPackage(OURS + ".function")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(OURS + ".expression", OURS + ".syntax");

    @ArchTest
    static final ArchRule expressionsKnowNothingOfTheirText =
            noClasses()
                    .that()
                    .resideInAPackage(OURS + ".expression")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(OURS + ".syntax");
}
