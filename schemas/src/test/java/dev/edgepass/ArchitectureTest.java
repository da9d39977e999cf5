package dev.edgepass;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom (DESIGN section 2): what the edge runs is pure Java, and knowledge flows from encoding to decision, never back. */
@AnalyzeClasses(packages = "dev.edgepass", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] PURE = {
        "dev.edgepass.encoding..",
        "dev.edgepass.jws..",
        "dev.edgepass.token..",
        "dev.edgepass.feed..",
        "dev.edgepass.decision.."
    };

    @ArchTest
    static final ArchRule the_edge_s_packages_are_pure = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "dev.edgepass.encoding..",
                    "dev.edgepass.jws..",
                    "dev.edgepass.token..",
                    "dev.edgepass.feed..",
                    "dev.edgepass.decision..",
                    "java.lang",
                    "java.lang.runtime",
                    "java.util",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule the_edge_s_packages_do_not_reflect = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.Class");

    @ArchTest
    static final ArchRule packages_do_not_cycle =
            slices().matching("dev.edgepass.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule contracts_know_no_framework = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "software.amazon..", "io.lettuce..");
}
