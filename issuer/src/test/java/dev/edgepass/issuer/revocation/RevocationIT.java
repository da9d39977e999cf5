package dev.edgepass.issuer.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent.Revoked;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.event.Topics;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestFeed;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.issuer.testing.TestPublisher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RevocationIT {
    private final Api api = TestIssuer.shared().api();
    private final String admin = TestIssuer.admin();

    @BeforeEach
    void projectionIsCurrent() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @Test
    void it_is_published_once_a_head_in_r2_has_its_position() {
        Instant before = Instant.now();
        Api.Answer answer = TestPublisher.during(
                () -> revoke("{\"target\":{\"kind\":\"token\",\"id\":\"some-jti\"},\"reason\":\"leak\"}"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.string("state")).isEqualTo("published");
        Instant publishedAt = Instant.parse(answer.string("publishedAt"));
        assertThat(Instant.parse(answer.string("acceptedAt"))).isAfterOrEqualTo(before);
        assertThat(Duration.between(publishedAt, Instant.parse(answer.string("enforcedBy"))))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(answer.header("Location")).endsWith("/revocations/" + answer.string("id"));
    }

    @Test
    void without_waiting_it_is_accepted_and_no_more_is_said() {
        Api.Answer answer = revoke("{\"target\":{\"kind\":\"all\"}}", "Prefer", "wait=0");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.string("state")).isEqualTo("accepted");
        assertThat(answer.json().has("publishedAt")).isFalse();
        assertThat(answer.json().has("enforcedBy")).isFalse();
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=0");
    }

    @Test
    void the_answers_position_is_that_of_the_record_on_the_log() {
        Api.Answer answer = revoke("{\"target\":{\"kind\":\"folder\",\"id\":\"gone/\"}}", "Prefer", "wait=0");

        LogReader.Entry entry = LogReader.all(Topics.CONTROL).stream()
                .filter(read -> read.event().data() instanceof Revoked revoked
                        && revoked.revocationId().equals(answer.string("id")))
                .findFirst()
                .orElseThrow();
        Revoked revoked = (Revoked) entry.event().data();
        assertThat(answer.json().get("position").longValue()).isEqualTo(entry.position());
        assertThat(entry.key()).isEqualTo("folder:gone/");
        assertThat(revoked.effect()).isEqualTo(Effect.BLOCK);
        assertThat(revoked.targets()).containsExactly(new Target(Handle.Kind.FOLDER, "gone/"));
        assertThat(revoked.actor()).isEqualTo("boss");
    }

    @Test
    void it_can_be_asked_for_later() {
        Api.Answer made = revoke("{\"target\":{\"kind\":\"tenant\",\"id\":\"acme\"}}", "Prefer", "wait=0");
        TestProjection.catchUp();

        Api.Answer read = api.get("/revocations/" + made.string("id"), admin);

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.string("state")).isEqualTo("accepted");
        assertThat(read.json().get("position")).isEqualTo(made.json().get("position"));
        assertThat(api.get("/revocations/none", admin).problem()).isEqualTo("revocation-not-found");
    }

    @Test
    void one_that_the_read_model_does_not_have_yet_is_not_called_missing() {
        Api.Answer made = revoke("{\"target\":{\"kind\":\"tenant\",\"id\":\"late\"}}", "Prefer", "wait=0");

        Api.Answer early = api.get("/revocations/" + made.string("id"), admin);
        Api.Answer lift = api.delete("/revocations/" + made.string("id"), admin, "Prefer", "wait=0");
        Api.Answer link = api.get("/share-links/none", admin);
        TestProjection.catchUp();

        assertThat(List.of(early, lift, link))
                .allSatisfy(answer -> assertThat(answer.problem()).isEqualTo("read-model-unavailable"));
        assertThat(api.get("/revocations/" + made.string("id"), admin).status()).isEqualTo(200);
        assertThat(api.get("/share-links/none", admin).problem()).isEqualTo("link-not-found");
    }

    @Test
    void a_bulk_is_one_record_with_each_target_once_and_an_answer_of_bounded_length() {
        StringBuilder targets = new StringBuilder("{\"kind\":\"token\",\"id\":\"bulk-0\"}");
        for (int i = 0; i < 9_999; i++) {
            targets.append(",{\"kind\":\"token\",\"id\":\"bulk-").append(i).append("\"}");
        }
        long before = TestProjection.catchUp();

        Api.Answer answer = revoke("{\"targets\":[" + targets + "],\"reason\":\"leak\"}", "Prefer", "wait=0");

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.json().get("targetCount").intValue()).isEqualTo(9_999);
        assertThat(answer.json().get("targets").size()).isEqualTo(20);
        assertThat(answer.json().has("target")).isFalse();
        assertThat(answer.json().get("position").longValue()).isEqualTo(before + 1);
        Revoked event = LogReader.find(
                        Topics.CONTROL,
                        Revoked.class,
                        revoked -> revoked.revocationId().equals(answer.string("id")))
                .orElseThrow();
        assertThat(event.targets()).hasSize(9_999);
        assertThat(event.effect()).isEqualTo(Effect.CUTOFF);
    }

    @Test
    void one_bad_target_of_many_is_named_and_nothing_is_written() {
        long before = TestProjection.catchUp();

        Api.Answer answer = revoke(
                "{\"targets\":[{\"kind\":\"token\",\"id\":\"fine\"},{\"kind\":\"folder\",\"id\":\"no-slash\"}],\"effect\":\"block\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.string("field")).isEqualTo("targets[1].id");
        assertThat(TestProjection.catchUp()).isEqualTo(before);
    }

    @Test
    void a_bulk_whose_record_would_be_too_large_is_413_with_its_size_and_nothing_is_written() {
        StringBuilder targets = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            targets.append(i == 0 ? "" : ",")
                    .append("{\"kind\":\"file\",\"id\":\"")
                    .append("a".repeat(90))
                    .append(i)
                    .append("\"}");
        }
        long before = TestProjection.catchUp();

        Api.Answer answer = revoke("{\"targets\":[" + targets + "]}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("too-large");
        assertThat(answer.string("detail"))
                .containsPattern("would have 1[0-9]{6} bytes")
                .contains("at most 1000000");
        assertThat(TestProjection.catchUp()).isEqualTo(before);
    }

    @Test
    void past_the_budget_of_entries_nothing_but_all_is_revoked() {
        TestFeed.publish(1, 1_000);
        try (TestIssuer issuer = TestIssuer.with(Map.of("edgepass.revocations.max-entries", "1000"))) {
            Api full = issuer.api();
            String token = "{\"target\":{\"kind\":\"token\",\"id\":\"over\"}}";
            Awaitility.await()
                    .until(() -> full.post("/revocations", admin, token, "Prefer", "wait=0")
                                    .status()
                            == 409);
            Api.Answer refused = full.post("/revocations", admin, token, "Prefer", "wait=0");
            assertThat(refused.problem()).isEqualTo("too-many-entries");
            assertThat(refused.string("detail")).contains("1000 entries", "at most 1000", "Lift");
            Api.Answer all = full.post("/revocations", admin, "{\"target\":{\"kind\":\"all\"}}", "Prefer", "wait=0");
            assertThat(all.status()).isEqualTo(202);

            TestProjection.catchUp();
            assertThat(full.delete("/revocations/" + all.string("id") + "?all=true", admin, "Prefer", "wait=0")
                            .status())
                    .isEqualTo(202);
        } finally {
            TestFeed.publish(0);
        }
    }

    @Test
    void a_takedown_says_how_many_objects_it_matches() {
        TestFeed.media("takedown/a/1.jpg");
        TestFeed.media("takedown/a/2.jpg");
        TestFeed.media("takedown/b.jpg");
        TestFeed.media("takedown/b.jpg.old");
        TestFeed.media("takedown/b.jpg.thumb.webp");

        Api.Answer folder = revoke("{\"target\":{\"kind\":\"folder\",\"id\":\"takedown/a/\"}}", "Prefer", "wait=2");
        Api.Answer nested = revoke(
                "{\"targets\":[{\"kind\":\"file\",\"id\":\"takedown/a/1.jpg\"},{\"kind\":\"folder\",\"id\":\"takedown/a/\"},"
                        + "{\"kind\":\"file\",\"id\":\"takedown/b.jpg\"},{\"kind\":\"file\",\"id\":\"takedown/none.jpg\"}]}",
                "Prefer",
                "wait=2");
        Api.Answer token = revoke("{\"target\":{\"kind\":\"token\",\"id\":\"no-objects\"}}", "Prefer", "wait=0");

        assertThat(folder.json().get("objects").intValue()).isEqualTo(2);
        assertThat(folder.json().has("objectsAtLeast")).isFalse();
        assertThat(nested.json().get("objects").intValue())
                .as("with the thumbnail")
                .isEqualTo(4);
        assertThat(token.json().has("objects")).isFalse();
    }

    @Test
    void the_list_is_newest_first_by_pages_and_filtered_by_what_is_active() {
        String one = revoke("{\"target\":{\"kind\":\"tenant\",\"id\":\"list-1\"}}", "Prefer", "wait=0")
                .string("id");
        String two = revoke("{\"target\":{\"kind\":\"tenant\",\"id\":\"list-2\"}}", "Prefer", "wait=0")
                .string("id");
        String three = revoke("{\"target\":{\"kind\":\"tenant\",\"id\":\"list-3\"}}", "Prefer", "wait=0")
                .string("id");
        TestProjection.catchUp();
        api.delete("/revocations/" + two, admin, "Prefer", "wait=0");
        TestProjection.catchUp();

        Api.Answer first = api.get("/revocations?limit=2", admin);
        Api.Answer second =
                api.get("/revocations?limit=1&cursor=" + first.json().get("next"), admin);

        assertThat(first.json().get("revocations").findValuesAsString("actor")).containsExactly("boss", "boss");
        assertThat(ids(first)).containsExactly(three, two);
        assertThat(ids(second)).containsExactly(one);
        assertThat(ids(api.get("/revocations?active=true&limit=2", admin))).containsExactly(three, one);
        Api.Answer over = api.get("/revocations?active=false&limit=1", admin);
        assertThat(ids(over)).containsExactly(two);
        assertThat(over.json().get("revocations").get(0).get("liftedBy").stringValue())
                .isEqualTo("boss");
        assertThat(api.get("/revocations?limit=0", admin).string("field")).isEqualTo("limit");
        assertThat(api.get("/revocations?active=maybe", admin).string("field")).isEqualTo("active");
    }

    private static List<String> ids(Api.Answer list) {
        List<String> ids = new ArrayList<>();
        list.json()
                .get("revocations")
                .forEach(revocation -> ids.add(revocation.get("id").stringValue()));
        return ids;
    }

    private Api.Answer revoke(String body, String... headers) {
        return api.post("/revocations", admin, body, headers);
    }
}
