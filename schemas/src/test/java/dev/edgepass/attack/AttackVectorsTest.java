package dev.edgepass.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.decision.DecisionVector;
import dev.edgepass.decision.DecisionVectors;
import dev.edgepass.decision.JvmDecision;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.token.UnverifiedToken;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every attack on the JVM. Edge-worker's test puts the same ones to the compiled Worker. */
class AttackVectorsTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final long SEED = 42;
    private static final DecisionVectors VECTORS = new DecisionVectors(NOW);
    private static final JvmDecision JVM = new JvmDecision(VECTORS.feed("usual", 1), NOW);
    private static final AttackVectors ATTACKS = new AttackVectors(VECTORS, SEED);
    private static final List<DecisionVector> KNOWN = ATTACKS.known();

    @ParameterizedTest(name = "{0}")
    @MethodSource("known")
    void an_attack_is_refused_for_its_own_reason(DecisionVector attack) {
        assertThat(JVM.verdict(attack)).isEqualTo(attack.verdict());
    }

    @Test
    void attacks_have_names_of_their_own_and_fit_into_a_URL() {
        Set<String> names = new HashSet<>();
        for (DecisionVector attack : KNOWN) {
            assertThat(names.add(attack.name())).as(attack.name()).isTrue();
            assertThat(attack.token()).as(attack.name()).matches("[\\w.~!$&'()*+,;=:@%-]*");
            assertThat(attack.path()).as(attack.name()).matches("[\\w.~!$&'()*+,;=:@%/-]*");
        }
        assertThat(names).hasSizeGreaterThan(1_000);
    }

    @Test
    void nothing_that_was_edited_after_signing_is_granted() {
        List<DecisionVector> edited = ATTACKS.editedAfterSigning(JVM);

        assertThat(edited).hasSizeGreaterThan(250);
        assertThat(edited)
                .extracting(DecisionVector::verdict)
                .isSubsetOf("malformed-token", "bad-signature", "unknown-key")
                .contains("malformed-token", "bad-signature");
    }

    @Test
    void of_what_is_invented_some_is_sound_and_some_is_not() {
        List<DecisionVector> invented = ATTACKS.invented(JVM);

        for (String verdict : new String[] {JvmDecision.GRANTED, "malformed-token"}) {
            assertThat(invented)
                    .filteredOn(vector -> vector.verdict().equals(verdict))
                    .hasSizeGreaterThan(300);
        }
    }

    @Test
    void what_was_edited_before_signing_gets_a_verdict_whatever_it_says() {
        List<DecisionVector> edited = ATTACKS.editedBeforeSigning(JVM);

        assertThat(edited)
                .extracting(DecisionVector::verdict)
                .isSubsetOf(
                        "granted",
                        "malformed-token",
                        "unknown-key",
                        "expired",
                        "not-yet-valid",
                        "out-of-scope",
                        "origin-not-allowed",
                        "revoked",
                        "blocked")
                .contains("granted", "malformed-token", "unknown-key");
    }

    @Test
    void the_same_seed_gives_the_same_attacks() {
        List<String> again = verdicts(new AttackVectors(VECTORS, SEED));

        assertThat(verdicts(ATTACKS)).isEqualTo(again);
        assertThat(verdicts(new AttackVectors(VECTORS, SEED + 1))).isNotEqualTo(again);
    }

    @Test
    void a_token_of_any_size_is_malformed() {
        ATTACKS.oversized()
                .forEach((name, token) -> assertThatThrownBy(() -> UnverifiedToken.parse(token))
                        .as(name)
                        .isInstanceOf(MalformedException.class));
    }

    private static List<String> verdicts(AttackVectors attacks) {
        return attacks.editedBeforeSigning(JVM).stream()
                .map(attack -> attack.name() + ": " + attack.verdict())
                .toList();
    }

    private static Stream<DecisionVector> known() {
        return KNOWN.stream();
    }
}
