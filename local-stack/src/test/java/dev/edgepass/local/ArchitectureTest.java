package dev.edgepass.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.edgepass.local.install.Installation;
import dev.edgepass.local.stack.Stack;
import dev.edgepass.local.stack.StackOptions;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Which room of the local stack may know which. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.edgepass");

    @Test
    void packages_form_no_circle() {
        slices().matching("dev.edgepass.local.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void child_processes_are_run_without_knowing_what_they_are() {
        noClasses()
                .that()
                .resideInAPackage("dev.edgepass.local.process")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("dev.edgepass.local.process", "java..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void only_the_command_line_reads_arguments() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.edgepass.local.cli")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(CLASSES);
    }

    /** A whole stack needs the Worker and the services, which are built after this module: on a fresh clone they aren't there. */
    @Test
    void tests_of_this_module_start_no_whole_stack() {
        noClasses()
                .should()
                .callMethod(Stack.class, "start", StackOptions.class, Consumer.class)
                .orShould()
                .callMethod(Installation.class, "check")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.OnlyIncludeTests())
                        .importPackages("dev.edgepass.local"));
    }
}
