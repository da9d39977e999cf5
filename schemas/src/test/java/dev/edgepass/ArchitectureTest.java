package dev.edgepass;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.edgepass.encoding.JsonReader;
import dev.edgepass.encoding.Utf8;
import org.junit.jupiter.api.Test;

/** Who may know whom (CONTRIBUTING.md): what the edge runs is pure Java, and knowledge flows from encoding to decision, never back. */
class ArchitectureTest {
    private static final String[] PURE = {
        "dev.edgepass.encoding..",
        "dev.edgepass.jws..",
        "dev.edgepass.token..",
        "dev.edgepass.feed..",
        "dev.edgepass.decision..",
        "dev.edgepass.media.."
    };
    private static final String[] KNOWN_TO_PURE = {
        "dev.edgepass.encoding..",
        "dev.edgepass.jws..",
        "dev.edgepass.token..",
        "dev.edgepass.feed..",
        "dev.edgepass.decision..",
        "dev.edgepass.media..",
        "java.lang",
        "java.lang.runtime",
        "java.util",
        "org.jspecify.."
    };

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.edgepass");

    /** Two readers use more of the JDK, and Jackson: the edge compiles substitutes for them (ADR 17), which a test of the Worker's build requires. */
    @Test
    void what_the_edge_runs_is_pure_java() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .and(not(belongToAnyOf(JsonReader.class, Utf8.class)))
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(KNOWN_TO_PURE)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Class")
                .check(CLASSES);
    }

    /** Any log of tiles is read and verified by them, wherever it lies. */
    @Test
    void transparency_logs_know_no_event_and_no_store() {
        noClasses()
                .that()
                .resideInAPackage("dev.edgepass.tlog")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("dev.edgepass.tlog", "dev.edgepass.encoding", "java..", "org.jspecify..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.edgepass.audit")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "dev.edgepass.audit",
                        "dev.edgepass.tlog",
                        "dev.edgepass.encoding",
                        "dev.edgepass.jdk",
                        "java..",
                        "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void packages_do_not_cycle() {
        slices().matching("dev.edgepass.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void contracts_know_no_framework() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "software.amazon..", "io.lettuce..")
                .check(CLASSES);
    }
}
