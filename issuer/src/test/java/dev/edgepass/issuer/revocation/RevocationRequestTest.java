package dev.edgepass.issuer.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.token.OpaqueSubject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RevocationRequestTest {
    private static final OpaqueSubject SUBJECTS = new OpaqueSubject("");

    @Test
    void duplicates_are_folded_after_they_are_made_canonical() {
        List<Target> targets = many(
                        of("subject", "alice"), of("token", "t1"), of("subject", SUBJECTS.of("alice")), of("all", null))
                .parseTargets(SUBJECTS);

        assertThat(targets)
                .containsExactly(
                        new Target(Target.Kind.SUBJECT, SUBJECTS.of("alice")),
                        new Target(Target.Kind.TOKEN, "t1"),
                        new Target(Target.Kind.ALL, ""));
    }

    @Test
    void the_first_bad_target_is_named_with_its_index() {
        assertField(
                "targets[1].id",
                () -> many(of("token", "t1"), of("file", "a//b"), of("nothing", ""))
                        .parseTargets(SUBJECTS));
        assertField("targets[0].kind", () -> many(of(null, "x")).parseTargets(SUBJECTS));
        assertField("targets[0]", () -> many((RequestedTarget) null).parseTargets(SUBJECTS));
    }

    @Test
    void one_to_ten_thousand_targets_in_one_of_two_forms() {
        List<RequestedTarget> tooMany = new ArrayList<>(Collections.nCopies(10_001, of("token", "t1")));

        assertField("targets", () -> many().parseTargets(SUBJECTS));
        assertField("targets", () -> new RevocationRequest(null, tooMany, null, null).parseTargets(SUBJECTS));
        assertField(
                "targets",
                () -> new RevocationRequest(of("token", "t"), List.of(of("token", "t")), null, null)
                        .parseTargets(SUBJECTS));
        assertField("target", () -> new RevocationRequest(null, null, null, null).parseTargets(SUBJECTS));
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
            targets.add(new Target(Target.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), "x"));
        }
        return new RevocationRequest(null, null, effect, null).parseEffect(targets);
    }

    private static RevocationRequest many(RequestedTarget... targets) {
        List<RequestedTarget> list = new ArrayList<>();
        Collections.addAll(list, targets);
        return new RevocationRequest(null, list, null, null);
    }

    private static RequestedTarget of(String kind, String id) {
        return new RequestedTarget(kind, id);
    }

    private static void assertField(String field, ThrowingCallable parse) {
        assertThatThrownBy(parse)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().field()).isEqualTo(field));
    }
}
