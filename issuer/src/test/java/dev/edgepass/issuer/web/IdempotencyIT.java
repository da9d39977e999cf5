package dev.edgepass.issuer.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent.LinkCreated;
import dev.edgepass.event.ControlEvent.Revoked;
import dev.edgepass.event.Topics;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.issuer.token.RandomId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdempotencyIT {
    private static final String KEY = "Idempotency-Key";

    private final String key = "\"" + RandomId.next() + "\"";
    private final String label = RandomId.next();
    private final String link = "{\"label\":\"" + label + "\",\"paths\":[\"p/" + label + "/\"]}";
    private final Api api = TestIssuer.shared().api();

    @BeforeAll
    static void ready() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @Test
    void a_repeated_call_has_the_first_answer_and_is_done_once() {
        Api.Answer first = create(api, link);
        Api.Answer again = create(api, link);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotent-Replayed")).isNull();
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(linksOnTheLog()).isEqualTo(1);
    }

    @Test
    void a_repetition_whose_path_is_written_otherwise_is_the_same_request() {
        Api.Answer first = create(api, link);
        Api.Answer again = api.send("POST", "/%61pi/v1/media/share-links", TestIssuer.admin(), link, KEY, key);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(linksOnTheLog()).isEqualTo(1);
    }

    @Test
    void another_instance_gives_the_same_answer() {
        Api.Answer first = create(api, link);
        try (TestIssuer other = TestIssuer.with(Map.of())) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(create(other.api(), link).text()).isEqualTo(first.text()));
        }
        assertThat(linksOnTheLog()).isEqualTo(1);
    }

    @Test
    void many_at_once_are_one() {
        ConcurrentLinkedQueue<Api.Answer> answers = new ConcurrentLinkedQueue<>();
        IntStream.range(0, 16).parallel().forEach(i -> answers.add(create(api, link)));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(201, 409));
        assertThat(answers).anySatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
        assertThat(answers.stream().filter(answer -> answer.status() == 409).toList())
                .allSatisfy(running -> {
                    assertThat(running.problem()).isEqualTo("request-running");
                    assertThat(running.header("Retry-After")).isEqualTo("1");
                });
        assertThat(linksOnTheLog()).isEqualTo(1);
    }

    @Test
    void a_key_stands_for_one_request_of_one_caller() {
        create(api, link);

        Api.Answer reused = create(api, link.replace("p/", "p/q/"));
        Api.Answer others = api.post("/share-links", TestIssuer.user("idem-other", "p/"), link, KEY, key);

        assertThat(reused.status()).isEqualTo(422);
        assertThat(reused.problem()).isEqualTo("idempotency-key-reused");
        assertThat(others.status()).isEqualTo(201);
        assertThat(others.header("Idempotent-Replayed")).isNull();
    }

    @Test
    void a_refusal_is_kept_too_and_a_malformed_key_is_one() {
        String refused = "{\"label\":\"x\",\"paths\":[]}";
        create(api, refused);

        assertThat(create(api, refused).header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(api.post("/share-links", TestIssuer.admin(), link, KEY, "short")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_conflict_isnt_kept_so_that_the_repetition_that_is_advised_is_done() {
        String path = "/share-links/" + create(api, link).string("id");
        TestProjection.catchUp();
        Api.Answer notSuspended = post(path + "/resume");
        api.post(path + "/suspend", TestIssuer.admin(), "", "Prefer", "wait=0");
        TestProjection.catchUp();

        Api.Answer resumed = post(path + "/resume");

        assertThat(notSuspended.status()).isEqualTo(409);
        assertThat(resumed.status()).as(resumed.text()).isLessThan(300);
        assertThat(resumed.header("Idempotent-Replayed")).isNull();
        assertThat(post(path + "/resume").header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void redis_shows_neither_the_answer_nor_the_key() {
        Api.Answer first = create(api, link);
        List<String> kept = TestProjection.redis().keys("ii:*");

        assertThat(kept).isNotEmpty().noneMatch(name -> name.contains(key.substring(1, 10)));
        assertThat(kept).allSatisfy(name -> {
            assertThat(TestProjection.redis().get(name)).doesNotContain(first.string("secret"), label);
            assertThat(TestProjection.redis().pttl(name)).isPositive();
        });
    }

    @Test
    void without_redis_taking_back_goes_on_and_creating_doesnt() {
        String target = RandomId.next();
        String revocation = "{\"target\":{\"kind\":\"token\",\"id\":\"" + target + "\"}}";
        try (TestIssuer dark = TestIssuer.with(Map.of("spring.data.redis.port", "1"))) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> dark.api().page("/actuator/health/readiness").status() == 200);

            assertThat(create(dark.api(), link).problem()).isEqualTo("read-model-unavailable");
            for (int i = 0; i < 2; i++) {
                Api.Answer revoked =
                        dark.api().post("/revocations", TestIssuer.admin(), revocation, KEY, key, "Prefer", "wait=0");
                assertThat(revoked.status()).isEqualTo(202);
                assertThat(revoked.header("Idempotent-Replayed")).isNull();
            }
        }
        assertThat(linksOnTheLog()).isZero();
        assertThat(LogReader.all(Topics.CONTROL).stream()
                        .filter(entry -> entry.event().data() instanceof Revoked revoked
                                && revoked.targets().stream().anyMatch(hit -> target.equals(hit.id()))))
                .hasSize(2);
    }

    private Api.Answer post(String path) {
        return api.post(path, TestIssuer.admin(), "", KEY, "resume-" + label, "Prefer", "wait=0");
    }

    private Api.Answer create(Api issuer, String body) {
        return issuer.post("/share-links", TestIssuer.admin(), body, KEY, key);
    }

    private long linksOnTheLog() {
        return LogReader.all(Topics.CONTROL).stream()
                .filter(entry -> entry.event().data() instanceof LinkCreated created
                        && created.terms().paths().contains("p/" + label + "/"))
                .count();
    }
}
