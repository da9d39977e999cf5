package dev.edgepass.issuer.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.token.OpaqueSubject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RevocationRequestTest {
    private static final OpaqueSubject SUBJECTS = new OpaqueSubject(new byte[32], "");

    @Test
    void duplicates_are_folded_after_they_are_made_canonical() {
        List<Target> targets = many(
                        of("subject", "alice"),
                        of("token", "t1"),
                        new RequestedTarget("subject", "alice", "own"),
                        of("all", null),
                        of("token", "t1"))
                .parseTargets(SUBJECTS, "own");

        assertThat(targets)
                .containsExactly(
                        new Target(Handle.Kind.SUBJECT, SUBJECTS.of("own", "alice"), "own", SUBJECTS.formerOf("alice")),
                        new Target(Handle.Kind.TOKEN, "t1"),
                        new Target(Handle.Kind.ALL, ""));
    }

    @Test
    void a_subject_is_of_the_tenant_that_is_named_else_of_the_callers_own() {
        assertThat(targetOf(new RequestedTarget("subject", "alice", "acme"), "own"))
                .isEqualTo(new Target(
                        Handle.Kind.SUBJECT, SUBJECTS.of("acme", "alice"), "acme", SUBJECTS.formerOf("alice")));
        assertThat(targetOf(of("subject", "alice"), null).id()).isEqualTo(SUBJECTS.of(null, "alice"));
        assertField("targets[0].tenant", () -> targetOf(new RequestedTarget("file", "a.jpg", "acme"), null));
        assertField("targets[0].tenant", () -> targetOf(new RequestedTarget("subject", "alice", " "), null));
    }

    @Test
    void a_subject_as_the_log_has_it_stays_as_it_is_unless_a_tenant_says_that_it_is_a_name() {
        String opaque = SUBJECTS.of(null, "alice");

        assertThat(targetOf(of("subject", opaque), "own")).isEqualTo(new Target(Handle.Kind.SUBJECT, opaque));
        assertThat(targetOf(new RequestedTarget("subject", opaque, "acme"), null)
                        .id())
                .isEqualTo(SUBJECTS.of("acme", opaque));
    }

    private static Target targetOf(RequestedTarget requested, @Nullable String ownTenant) {
        return many(requested).parseTargets(SUBJECTS, ownTenant).get(0);
    }

    @Test
    void the_first_bad_target_is_named_with_its_index() {
        assertField(
                "targets[1].id",
                () -> many(of("token", "t1"), of("file", "a//b"), of("nothing", ""))
                        .parseTargets(SUBJECTS, "own"));
        assertField("targets[0].kind", () -> many(of(null, "x")).parseTargets(SUBJECTS, "own"));
        assertField("targets[0]", () -> many((RequestedTarget) null).parseTargets(SUBJECTS, "own"));
    }

    @Test
    void one_to_ten_thousand_targets_in_one_of_two_forms() {
        List<RequestedTarget> tooMany = new ArrayList<>(Collections.nCopies(10_001, of("token", "t1")));

        assertField("targets", () -> many().parseTargets(SUBJECTS, "own"));
        assertField("targets", () -> new RevocationRequest(null, tooMany, null, null).parseTargets(SUBJECTS, "own"));
        assertField(
                "targets",
                () -> new RevocationRequest(of("token", "t"), List.of(of("token", "t")), null, null)
                        .parseTargets(SUBJECTS, "own"));
        assertField("target", () -> new RevocationRequest(null, null, null, null).parseTargets(SUBJECTS, "own"));
    }

    @Test
    void the_default_effect_needs_targets_that_agree_on_it() {
        assertThat(effect(null, "token", "all")).isEqualTo(Effect.CUTOFF);
        assertThat(effect(null, "link", "folder")).isEqualTo(Effect.BLOCK);
        assertField("effect", () -> effect(null, "token", "link"));
        assertThat(effect("block", "token", "link")).isEqualTo(Effect.BLOCK);
    }

    private static Effect effect(String effect, String... kinds) {
        List<Target> targets = new ArrayList<>();
        for (String kind : kinds) {
            targets.add(new Target(Handle.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), "x"));
        }
        return new RevocationRequest(null, null, effect, null).parseEffect(targets);
    }

    private static RevocationRequest many(RequestedTarget... targets) {
        List<RequestedTarget> list = new ArrayList<>();
        Collections.addAll(list, targets);
        return new RevocationRequest(null, list, null, null);
    }

    private static RequestedTarget of(String kind, String id) {
        return new RequestedTarget(kind, id, null);
    }

    private static void assertField(String field, ThrowingCallable parse) {
        assertThatThrownBy(parse)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().field()).isEqualTo(field));
    }
}
