package dev.edgepass.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.feed.FeedView;
import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.token.ObjectKey;
import dev.edgepass.token.UnverifiedToken;
import dev.edgepass.token.VerifiedToken;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The decision on the JVM. The end-to-end tests put the same vectors to the compiled Worker. */
class DecisionVectorsTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final DecisionVectors VECTORS = new DecisionVectors(NOW);

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void the_jvm_gives_the_verdict_of_the_vector(DecisionVector vector, JvmDecision jvm) {
        assertThat(jvm.verdict(vector)).isEqualTo(vector.verdict());
    }

    @Test
    void every_refusal_of_the_decision_has_a_vector() {
        List<String> verdicts = vectors()
                .map(a -> ((DecisionVector) a.get()[0]).verdict())
                .distinct()
                .toList();

        for (Refusal refusal : Refusal.values()) {
            if (refusal != Refusal.NOT_FOUND) {
                assertThat(verdicts).contains(refusal.code());
            }
        }
    }

    @Test
    void a_read_that_lies_too_far_back_grants_nothing() {
        FeedView view = view("usual");

        assertThat(DecisionVectors.POLICY.requireFresh(view, NOW + 3_000)).isSameAs(view);
        assertThatThrownBy(() -> DecisionVectors.POLICY.requireFresh(view, NOW + 3_001))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> DecisionVectors.POLICY.requireFresh(null, NOW)).isInstanceOf(RefusedException.class);
    }

    @Test
    void a_remembered_clearance_outlives_neither_the_token_nor_the_knowledge() {
        FeedView view = view("usual");
        DecisionVector granted = VECTORS.against("usual").stream()
                .filter(vector -> vector.verdict().equals("granted"))
                .findFirst()
                .orElseThrow();
        VerifiedToken token = UnverifiedToken.parse(granted.token()).signatureIsGood();
        ObjectKey key = ObjectKey.ofPath(granted.path(), JdkNfc.INSTANCE);
        RequestOrigin origin = RequestOrigin.of(granted.origin(), granted.referer());
        long end = token.claims().expiresAt() * 1000;
        Clearance ofToken = new Clearance();
        Clearance ofKey = new Clearance();

        assertThatCode(() -> DecisionVectors.POLICY.decide(token, key, origin, view, NOW + 3_000, ofToken, ofKey))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> DecisionVectors.POLICY.decide(token, key, origin, view, NOW + 3_001, ofToken, ofKey))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.STALE_FEED));
        assertThatThrownBy(() -> DecisionVectors.POLICY.decide(token, key, origin, null, NOW, ofToken, ofKey))
                .isInstanceOf(RefusedException.class);
        ViewPolicy patient = new ViewPolicy(DecisionVectors.POLICY.tokens(), Long.MAX_VALUE, Long.MAX_VALUE);
        assertThatThrownBy(() -> patient.decide(token, key, origin, view, end, ofToken, ofKey))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.EXPIRED));
    }

    private static Stream<Arguments> vectors() {
        List<Arguments> arguments = new ArrayList<>();
        for (String feed : VECTORS.feedNames()) {
            JvmDecision jvm = new JvmDecision(VECTORS.feed(feed, 1), NOW);
            VECTORS.against(feed).forEach(vector -> arguments.add(Arguments.of(vector, jvm)));
        }
        return arguments.stream();
    }

    private static FeedView view(String feedName) {
        DecisionVectors.Feed feed = VECTORS.feed(feedName, 1);
        return new FeedView(feed.head(), List.of(feed.segment()), NOW);
    }
}
