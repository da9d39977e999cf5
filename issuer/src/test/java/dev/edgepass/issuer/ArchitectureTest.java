package dev.edgepass.issuer;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.edgepass.readmodel.Keys;
import dev.edgepass.worker.BackgroundWorker;
import io.lettuce.core.RedisFuture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;

/** Who may know whom (CONTRIBUTING.md). */
class ArchitectureTest {
    private static final String ROOT = "dev.edgepass.issuer";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
    private static final String READ_MODEL = "..issuer.readmodel..";
    private static final String[] KAFKA = {"org.apache.kafka..", "io.cloudevents..", "org.springframework.kafka.."};
    private static final String[] REDIS = {
        "org.springframework.data.redis..", "io.lettuce..", "io.github.bucket4j.redis.."
    };
    private static final String[] R2 = {"software.amazon.awssdk.."};
    private static final String[] CALLERS = {
        "org.springframework.web.bind..", "org.springframework.web.servlet..", "jakarta.servlet.."
    };

    /** They keep what instances have in common for a while. Each lives with its subject. */
    private static final Set<String> EPHEMERAL = Set.of(
            "Agreement",
            "Buckets",
            "Eras",
            "Idempotency",
            "LastWritten",
            "LimitConfiguration",
            "LocalBuckets",
            "RedisQuestion",
            "Reservations",
            "Seats",
            "SharedConnection");

    private static final Set<String> BUCKET_STORE = Set.of(
            "Acceptances",
            "BucketListing",
            "MediaFolders",
            "MediaObjects",
            "ObjectCounter",
            "PathCheck",
            "Quarantine",
            "R2Calls",
            "R2Configuration",
            "R2HeadReader",
            "R2Question",
            "SignedHeaders",
            "UploadUrls",
            "UploadsDone");

    /** Methods of a {@code CompletionStage}. */
    private static final Pattern CONTINUES = Pattern.compile("(then|when|handle|exceptionally|accept|run|apply).*");

    private static final Pattern WRITES =
            Pattern.compile("(set(?!ExposeConnection)|put|add|delete|unlink|remove|increment|rename|expire).*");

    @Test
    void every_worker_lives_as_long_as_the_service() {
        classes()
                .that()
                .areAssignableTo(BackgroundWorker.class)
                .should()
                .beAssignableTo(SmartLifecycle.class)
                .check(CLASSES);
    }

    /** What continues there may wait for nothing: neither for Redis nor for a connection to it, which that thread has a part in. */
    @Test
    void only_the_snapshot_reads_go_on_on_the_thread_of_redis_client() {
        noClasses()
                .that()
                .doNotHaveSimpleName("SnapshotReads")
                .should()
                .callMethodWhere(describe(
                        "a continuation of a RedisFuture",
                        call -> call.getTargetOwner().isAssignableTo(RedisFuture.class)
                                && CONTINUES.matcher(call.getName()).matches()))
                .check(CLASSES);
    }

    @Test
    void packages_have_no_cycles() {
        slices().assignedFrom(new EachPackage()).should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void a_class_knows_one_backend_at_most_and_none_where_it_answers_callers() {
        classes().should(knowOneOfAtMost(List.of(KAFKA, REDIS, R2, CALLERS))).check(CLASSES);
    }

    @Test
    void only_log_knows_kafka() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..issuer.log..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(KAFKA)
                .check(CLASSES);
    }

    @Test
    void only_the_read_model_and_what_is_ephemeral_know_redis() {
        noClasses()
                .that()
                .resideOutsideOfPackage(READ_MODEL)
                .and(areNotPartOf(EPHEMERAL))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(REDIS)
                .check(CLASSES);
    }

    @Test
    void nobody_writes_the_projection() {
        noClasses()
                .that()
                .resideInAPackage(READ_MODEL)
                .should()
                .callMethodWhere(describe(
                        "write to Redis",
                        call -> call.getTargetOwner().getPackageName().startsWith("org.springframework.data.redis")
                                && WRITES.matcher(call.getName()).matches()))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(READ_MODEL)
                .should()
                .callMethodWhere(describe(
                        "give Redis a command that isn't a script",
                        call -> call.getTargetOwner().getSimpleName().endsWith("AsyncCommands")
                                && !call.getName().startsWith("eval")))
                .check(CLASSES);
    }

    /** {@code Seats} reads them in one step with its reservations. */
    @Test
    void the_projections_keys_have_one_place_and_who_writes_to_redis_never_names_them() {
        noClasses().should(holdText("ep:")).check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage(READ_MODEL)
                .and()
                .doNotHaveSimpleName("Seats")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Keys.class)
                .check(CLASSES);
    }

    @Test
    void only_these_know_the_bucket_store() {
        noClasses()
                .that(areNotPartOf(BUCKET_STORE))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(R2)
                .check(CLASSES);
    }

    @Test
    void only_controllers_and_the_rim_know_spring_web() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..issuer.web..", "..issuer.identity.policy..")
                .and()
                .haveSimpleNameNotEndingWith("Controller")
                .and()
                .areTopLevelClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.web..", "org.springframework.http..", "jakarta.servlet..")
                .check(CLASSES);
    }

    @Test
    void the_policy_calls_and_is_not_called() {
        noClasses()
                .that()
                .resideInAPackage("..issuer.identity.policy..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.web.bind..", "org.springframework.web.servlet..", "jakarta.servlet..")
                .check(CLASSES);
    }

    @Test
    void problems_know_nothing_of_the_service() {
        classes()
                .that()
                .resideInAPackage("..issuer.problem..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "dev.edgepass.decision..", "..issuer.problem..")
                .check(CLASSES);
    }

    /** {@code names} are of top-level classes; what is nested in them is part of them. */
    private static DescribedPredicate<JavaClass> areNotPartOf(Set<String> names) {
        return describe(
                "are not part of " + names,
                type -> !names.contains(type.getName()
                        .substring(type.getPackageName().length() + 1)
                        .replaceFirst("\\$.*", "")));
    }

    /** @param groups of packages */
    private static ArchCondition<JavaClass> knowOneOfAtMost(List<String[]> groups) {
        return new ArchCondition<>("know at most one of Kafka, Redis, R2 and callers") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                long known = groups.stream()
                        .filter(group -> type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(
                                        dependency -> resideInAnyPackage(group).test(dependency.getTargetClass())))
                        .count();
                events.add(new SimpleConditionEvent(type, known <= 1, type.getName() + " knows " + known));
            }
        };
    }

    /** Every package below the root, and the root, for itself: rooms within rooms too. */
    private static final class EachPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().startsWith(ROOT)
                    ? SliceIdentifier.of(type.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "each package";
        }
    }

    /** Constants stand in a class file as they are. */
    private static ArchCondition<JavaClass> holdText(String text) {
        return new ArchCondition<>("hold the text \"" + text + "\"") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                try (InputStream in =
                        type.getSource().orElseThrow().getUri().toURL().openStream()) {
                    boolean holds = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).contains(text);
                    events.add(new SimpleConditionEvent(type, holds, type.getName() + " holds \"" + text + "\""));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
