package dev.edgepass.consumer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.edgepass.worker.BackgroundWorker;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;

class ArchitectureTest {
    private static final String ROOT = "dev.edgepass.consumer";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void the_cores_know_neither_frameworks_nor_backends_nor_threads() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage(
                        "..feed.core..", "..projection.core..", "..views.core..", "..archive.core..", "..audience..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "org.apache.kafka..",
                        "software.amazon..",
                        "io.micrometer..",
                        "org.slf4j..",
                        "java.util.concurrent..",
                        "java.net..",
                        "java.nio..");
        rule.check(CLASSES);
    }

    @Test
    void the_cores_have_no_clock_of_their_own() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage(
                        "..feed.core..", "..projection.core..", "..views.core..", "..archive.core..", "..audience..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now");
        rule.check(CLASSES);
    }

    @Test
    void the_feed_knows_neither_redis_nor_the_projections() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage(ROOT + ".feed..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".projection..",
                        ROOT + ".views..",
                        ROOT + ".replay..",
                        "org.springframework.data..",
                        "io.lettuce..");
        rule.check(CLASSES);
    }

    @Test
    void only_projections_and_replay_know_redis() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackages(
                        ROOT + ".projection..", ROOT + ".views..", ROOT + ".replay..", ROOT + ".notice..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.data.redis..", "io.lettuce..");
        rule.check(CLASSES);
    }

    @Test
    void only_the_r2_package_knows_the_aws_sdk() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".feed.r2..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..");
        rule.check(CLASSES);
    }

    /** Calls to servers that aren't trusted are made in one place, and mails in another. */
    @Test
    void only_webhooks_know_the_http_client_and_only_mails_know_mail() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".notice", ROOT + ".notice.webhook..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.hc..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".notice", ROOT + ".notice.mail..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..", "org.springframework.mail..")
                .check(CLASSES);
    }

    @Test
    void nothing_depends_on_notices_and_notices_depend_on_neither_the_feed_nor_the_projections() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".feed..",
                        ROOT + ".projection..",
                        ROOT + ".views..",
                        ROOT + ".log..",
                        ROOT + ".replay..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".notice..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".notice..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".feed..", ROOT + ".projection..", ROOT + ".replay..")
                .check(CLASSES);
    }

    @Test
    void parts_of_notices_have_no_cycles() {
        slices().matching(ROOT + ".notice.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nobody_depends_on_the_auditors_tools() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".feed..", ROOT + ".projection..", ROOT + ".views..", ROOT + ".log..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".replay..");
        rule.check(CLASSES);
    }

    @Test
    void every_worker_lives_as_long_as_the_service() {
        classes()
                .that()
                .areAssignableTo(BackgroundWorker.class)
                .should()
                .beAssignableTo(SmartLifecycle.class)
                .check(CLASSES);
    }

    @Test
    void features_have_no_cycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
