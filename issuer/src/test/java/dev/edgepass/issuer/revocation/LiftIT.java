package dev.edgepass.issuer.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent.RevocationLifted;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Topics;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.issuer.testing.TestPublisher;
import dev.edgepass.revocation.HandleChange;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiftIT {
    private final Api api = TestIssuer.shared().api();
    private final String admin = TestIssuer.admin();
    private final String name = UUID.randomUUID().toString();
    private long position;

    @BeforeEach
    void projectionIsCurrent() {
        TestIssuer.awaitReady();
        position = TestProjection.catchUp();
    }

    @Test
    void a_lift_is_one_record_with_the_position_that_it_was_decided_on() {
        Api.Answer revoked = revoke("{\"target\":{\"kind\":\"folder\",\"id\":\"" + name + "/\"}}");
        long basis = TestProjection.catchUp();

        Api.Answer lifted = lift(revoked.string("id"), "");

        assertThat(lifted.status()).isEqualTo(202);
        assertThat(lifted.string("state")).isEqualTo("accepted");
        assertThat(lifted.json().get("lifted").booleanValue()).isTrue();
        assertThat(lifted.json().get("position").longValue()).isEqualTo(basis + 1);
        assertThat(lifted.header("Preference-Applied")).isEqualTo("wait=0");
        RevocationLifted event = event(revoked.string("id"));
        assertThat(event.basis()).isEqualTo(basis);
        assertThat(event.targets())
                .extracting(target -> target.handle().toString())
                .containsExactly("folder:" + name + "/");
        assertThat(event.effect()).isEqualTo(Effect.BLOCK);
        assertThat(event.alsoLifted()).isEmpty();
        assertThat(event.actor()).isEqualTo("boss");
    }

    @Test
    void a_published_lift_is_200() {
        Api.Answer revoked = revoke("{\"target\":{\"kind\":\"tenant\",\"id\":\"" + name + "\"}}");
        TestProjection.catchUp();
        // Another instance, since each remembers the heads that it has seen.
        try (TestIssuer issuer = TestIssuer.with(Map.of())) {
            Api.Answer lifted =
                    TestPublisher.during(() -> issuer.api().delete("/revocations/" + revoked.string("id"), admin));

            assertThat(lifted.status()).isEqualTo(200);
            assertThat(lifted.string("state")).isEqualTo("published");
            assertThat(lifted.json().has("enforcedBy")).isTrue();
        }
    }

    @Test
    void what_was_lifted_opens_again() {
        String login = TestIssuer.user("lifted", name + "/");
        String paths = "{\"paths\":[\"" + name + "/\"]}";
        Api.Answer revoked = revoke("{\"target\":{\"kind\":\"folder\",\"id\":\"" + name + "/\"}}");
        TestProjection.catchUp();
        assertThat(api.post("/access-token", login, paths).problem()).isEqualTo("blocked");

        lift(revoked.string("id"), "");
        position = TestProjection.catchUp();

        assertThat(api.post("/access-token", login, paths).status()).isEqualTo(201);
        Api.Answer read = api.get("/revocations/" + revoked.string("id"), admin);
        assertThat(read.json().get("lifted").booleanValue()).isTrue();
        assertThat(read.json().get("active").booleanValue()).isFalse();
        assertThat(read.string("liftedBy")).isEqualTo("boss");
        assertThat(read.json().has("liftedAt")).isTrue();
        assertThat(read.json().get("lift").get("position").longValue()).isEqualTo(position);
    }

    @Test
    void lifting_twice_is_lifting_once() {
        Api.Answer revoked = revoke("{\"target\":{\"kind\":\"tenant\",\"id\":\"" + name + "\"}}");
        TestProjection.catchUp();
        Api.Answer first = lift(revoked.string("id"), "");
        TestProjection.catchUp();

        Api.Answer second = lift(revoked.string("id"), "");

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().get("position")).isEqualTo(first.json().get("position"));
        assertThat(second.string("liftedBy")).isEqualTo("boss");
        assertThat(TestProjection.catchUp())
                .isEqualTo(first.json().get("position").longValue());
    }

    @Test
    void another_revocation_on_a_target_is_409_and_all_lifts_both_in_one_record() {
        String folder = "{\"kind\":\"folder\",\"id\":\"" + name + "/\"}";
        String file = "{\"kind\":\"file\",\"id\":\"" + name + ".jpg\"}";
        String tenant = "{\"kind\":\"tenant\",\"id\":\"" + name + "\"}";
        String one = revoke("{\"target\":" + folder + "}").string("id");
        String two = revoke("{\"targets\":[" + folder + "," + file + "],\"effect\":\"cutoff\"}")
                .string("id");
        String three = revoke("{\"targets\":[" + file + "," + tenant + "]}").string("id");
        TestProjection.catchUp();

        Api.Answer refused = lift(one, "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("revocation-overlaps");
        assertThat(refused.string("detail"))
                .contains(two, "cutoff of folder:" + name + "/", "?all=true")
                .doesNotContain(three);

        Api.Answer lifted = lift(one, "?all=true");
        assertThat(lifted.status()).isEqualTo(202);
        assertThat(lifted.json().get("alsoLiftedCount").intValue()).isEqualTo(2);
        assertThat(lifted.json().get("targetCount").intValue()).isEqualTo(3);
        assertThat(event(one).alsoLifted()).containsExactly(two, three);
        TestProjection.catchUp();
        assertThat(TestProjection.redis()
                        .hmget("ep:handle", "folder:" + name + "/", "file:" + name + ".jpg", "tnt:" + name))
                .noneMatch(state -> state.hasValue());
        assertThat(api.get("/revocations/" + three, admin).json().get("lifted").booleanValue())
                .isTrue();
    }

    @Test
    void a_closed_link_is_named_and_all_does_not_open_it() {
        Api.Answer link = api.post("/share-links", admin, "{\"paths\":[\"p/\"]}");
        String id = link.string("id");
        Api.Answer revoked = revoke("{\"target\":{\"kind\":\"link\",\"id\":\"" + id + "\"}}");
        TestProjection.catchUp();
        api.delete("/share-links/" + id, admin, "Prefer", "wait=0");
        TestProjection.catchUp();

        Api.Answer refused = lift(revoked.string("id"), "?all=true");

        assertThat(refused.problem()).isEqualTo("revocation-overlaps");
        assertThat(refused.string("detail"))
                .contains("the closing of link " + id)
                .doesNotContain("all=true");
    }

    @Test
    void a_revocation_that_came_after_the_decision_stays_in_force() {
        Api.Answer first = revoke("{\"target\":{\"kind\":\"tenant\",\"id\":\"" + name + "\"}}");
        long basis = TestProjection.catchUp();
        Api.Answer second = revoke("{\"target\":{\"kind\":\"tenant\",\"id\":\"" + name + "\"}}");
        try (TestIssuer other = TestIssuer.with(Map.of())) {
            // Another instance, which didn't write the second one and so doesn't wait for it.
            Api.Answer lifted = other.api().delete("/revocations/" + first.string("id"), admin, "Prefer", "wait=0");
            assertThat(lifted.status()).isEqualTo(202);
            assertThat(event(first.string("id")).basis()).isEqualTo(basis);
        }
        TestProjection.catchUp();

        assertThat(TestProjection.redis().hget("ep:handle", "tnt:" + name))
                .isEqualTo("0:" + second.json().get("position").longValue());
        assertThat(api.get("/revocations/" + second.string("id"), admin)
                        .json()
                        .get("active")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void a_lift_that_was_decided_too_far_back_is_superseded_and_says_so() {
        String id = "far-" + name;
        TestProjection.redis()
                .set(
                        "ep:revocation:" + id,
                        "{\"id\":\"" + id + "\",\"targets\":[{\"kind\":\"tenant\",\"id\":\"" + name
                                + "\"}],\"effect\":\"block\",\"actor\":\"a\",\"position\":1,\"acceptedAt\":\"2026-01-01T00:00:00Z\"}");
        // As if the projection lay that far behind.
        TestProjection.redis().hset("ep:control", "position", Long.toString(position - HandleChange.LIFT_WINDOW - 1));
        try {
            Api.Answer answer = lift(id, "");

            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.problem()).isEqualTo("superseded");
            assertThat(answer.string("detail")).contains("Repeat");
        } finally {
            TestProjection.redis().hset("ep:control", "position", Long.toString(position));
        }
    }

    @Test
    void an_unknown_revocation_is_404_and_a_flag_that_is_neither_is_400() {
        assertThat(lift("none", "").problem()).isEqualTo("revocation-not-found");
        assertThat(lift("none", "?all=yes").string("field")).isEqualTo("all");
    }

    @Test
    void a_bulk_of_ten_thousand_is_lifted_by_one_record() {
        StringBuilder targets = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            targets.append(i == 0 ? "" : ",")
                    .append("{\"kind\":\"token\",\"id\":\"")
                    .append(name)
                    .append(i)
                    .append("\"}");
        }
        Api.Answer revoked = revoke("{\"targets\":[" + targets + "]}");
        TestProjection.catchUp();

        Api.Answer lifted = lift(revoked.string("id"), "");

        assertThat(lifted.status()).isEqualTo(202);
        assertThat(event(revoked.string("id")).targets()).hasSize(10_000);
    }

    private Api.Answer revoke(String body) {
        Api.Answer revoked = api.post("/revocations", admin, body, "Prefer", "wait=0");
        assertThat(revoked.status()).as(revoked.text()).isEqualTo(202);
        return revoked;
    }

    private Api.Answer lift(String id, String query) {
        return api.delete("/revocations/" + id + query, admin, "Prefer", "wait=0");
    }

    private static RevocationLifted event(String id) {
        return LogReader.find(
                        Topics.CONTROL,
                        RevocationLifted.class,
                        lifted -> lifted.revocationId().equals(id))
                .orElseThrow();
    }
}
