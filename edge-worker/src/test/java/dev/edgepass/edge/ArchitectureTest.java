package dev.edgepass.edge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rim and the pure part of the Worker, and what must not get into the bundle (ADR 5). */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.edgepass.edge");

    @Test
    void no_packages_know_each_other_in_a_circle() {
        slices().matching("dev.edgepass.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void the_root_is_the_entry_point_alone() {
        classes()
                .that()
                .resideInAPackage("dev.edgepass.edge")
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .haveSimpleName("EdgeWorker")
                .check(CLASSES);
    }

    @Test
    void the_platforms_names_know_nothing_of_edgepass() {
        noClasses()
                .that()
                .resideInAPackage("dev.edgepass.edge.workers")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("dev.edgepass.edge.workers", "org.teavm.jso", "java.lang", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void http_is_pure_java() {
        noClasses()
                .that()
                .resideInAPackage("dev.edgepass.edge.http")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.edgepass.edge.workers", "org.teavm..")
                .check(CLASSES);
    }

    @Test
    void following_the_feed_is_decided_in_pure_java() {
        noClasses()
                .that()
                .resideInAPackage("dev.edgepass.edge.feed.core")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "dev.edgepass.edge.feed.core",
                        "dev.edgepass.feed",
                        "dev.edgepass.decision",
                        "dev.edgepass.encoding",
                        "java..",
                        "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void counting_views_is_decided_in_pure_java() {
        noClasses()
                .that()
                .resideInAPackage("dev.edgepass.edge.usage.core")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "dev.edgepass.edge.usage.core",
                        "dev.edgepass.edge.memory",
                        "dev.edgepass.feed",
                        "dev.edgepass.token",
                        "dev.edgepass.decision",
                        "dev.edgepass.encoding",
                        "java..",
                        "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void what_is_large_in_the_bundle_stays_out_of_it() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.edgepass.edge.build")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "dev.edgepass..",
                        "org.teavm.jso",
                        "org.jspecify..",
                        "java.lang",
                        "java.lang.runtime",
                        "java.lang.invoke",
                        "java.util",
                        "java.util.function")
                .check(CLASSES);
    }

    @Test
    void what_runs_in_the_compiler_is_not_in_the_bundle() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.edgepass.edge.build")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.edgepass.edge.build")
                .check(CLASSES);
    }

    @Test
    void substitutes_are_the_compilers_business_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.edgepass.edge.build", "dev.edgepass.edge.substitute")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.edgepass.edge.substitute")
                .check(CLASSES);
    }

    @Test
    void only_the_entry_point_is_exported() {
        noMethods()
                .that()
                .areDeclaredInClassesThat()
                .doNotHaveSimpleName("EdgeWorker")
                .should()
                .beAnnotatedWith("org.teavm.jso.JSExport")
                .check(CLASSES);
    }
}
