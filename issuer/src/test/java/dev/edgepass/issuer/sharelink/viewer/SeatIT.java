package dev.edgepass.issuer.sharelink.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent.LinkCreated;
import dev.edgepass.event.IssuanceEvent.TokenIssued;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.Topics;
import dev.edgepass.guarantee.SeatGivenOnce;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.sharelink.LinkSecret;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.issuer.token.RandomId;
import dev.edgepass.token.MediaClaims;
import dev.edgepass.token.UnverifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Seats of a link with a viewer limit: taken by an exchange alone, one each, whatever the projection knows yet. */
class SeatIT {
    private static final int PARALLEL = 50;
    private static final int LIMIT = 10;
    private static final List<String> PATHS = List.of("seats/");

    private final Api api = TestIssuer.shared().api();
    private final String admin = TestIssuer.admin();

    /** A link, and what opens it. */
    private record Limited(String id, String secret) {
        String reservations() {
            return "is:seats:" + id;
        }
    }

    @BeforeEach
    void projectionIsCurrent() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @Test
    void fifty_at_once_over_two_instances_take_ten_seats_of_ten_while_the_projection_shows_none() {
        Limited link = limited(LIMIT, PATHS);

        List<Api.Answer> answers = fiftyAtOnce(link, () -> {});

        assertTenOfTen(link, answers);
        assertThat(TestProjection.redis().zcard("ep:viewers:" + link.id)).isZero();
        TestProjection.catchUp();
        assertThat(TestProjection.redis().zcard("ep:viewers:" + link.id)).isEqualTo(LIMIT);
        assertThat(open(link).problem()).isEqualTo("viewer-limit-reached");
        assertThat(TestProjection.redis().zcard(link.reservations())).isZero();
    }

    @Test
    void fifty_at_once_take_ten_seats_of_ten_while_the_projection_runs_beside_them() {
        Limited link = limited(LIMIT, PATHS);

        List<Api.Answer> answers = fiftyAtOnce(link, TestProjection::catchUp);

        assertTenOfTen(link, answers);
        TestProjection.catchUp();
        assertThat(open(link).problem()).isEqualTo("viewer-limit-reached");
    }

    private List<Api.Answer> fiftyAtOnce(Limited link, Runnable meanwhile) {
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
        try (TestIssuer other = TestIssuer.with(Map.of())) {
            Awaitility.await()
                    .until(() -> other.api().page("/actuator/health/readiness").status() == 200);
            List<CompletableFuture<Api.Answer>> exchanges = IntStream.range(0, PARALLEL)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> open(i % 2 == 0 ? api : other.api(), link, null), threads))
                    .toList();
            while (!exchanges.stream().allMatch(CompletableFuture::isDone)) {
                meanwhile.run();
                Thread.onSpinWait();
            }
            return exchanges.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static void assertTenOfTen(Limited link, List<Api.Answer> answers) {
        SeatGivenOnce guarantee = new SeatGivenOnce(LIMIT);
        answers.forEach(answer -> {
            if (answer.status() == 201) {
                guarantee.letIn(subject(answer));
            } else {
                guarantee.refused();
            }
        });
        guarantee.assertHeld();
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(LIMIT);
        assertThat(answers).filteredOn(answer -> answer.status() != 201).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.problem()).isEqualTo("viewer-limit-reached");
            assertThat(answer.string("detail")).contains("Ask the sender of the link");
        });
        assertThat(issued(link)).isEqualTo(LIMIT);
    }

    private static long issued(Limited link) {
        return LogReader.all(Topics.ISSUANCE).stream()
                .filter(entry -> entry.event().data() instanceof TokenIssued token
                        && link.id.equals(token.grant().linkId()))
                .count();
    }

    @Test
    void previews_reloads_and_renewals_take_no_seat() {
        Limited link = limited(2, PATHS);
        Api.Answer first = open(link);
        for (String method : List.of("HEAD", "GET", "GET")) {
            assertThat(api.send(method, "/s/" + link.secret, null, null).status())
                    .isEqualTo(200);
        }
        api.send("HEAD", "/api/v1/media/share-links/access-token", null, null);
        Api.Answer renewed = open(api, link, first, false);

        assertThat(subject(renewed)).isEqualTo(subject(first));
        assertThat(open(link).status()).isEqualTo(201);
        assertThat(open(link).problem()).isEqualTo("viewer-limit-reached");
        assertThat(open(api, link, renewed, false).status()).isEqualTo(201);
    }

    @Test
    void who_shows_an_earlier_token_with_the_secret_has_the_seat_already_even_a_day_later() {
        Limited link = limited(1, PATHS);
        Api.Answer first = open(link);

        Api.Answer again = open(api, link, first);

        assertThat(subject(again)).isEqualTo(subject(first));
        assertThat(open(link).problem()).isEqualTo("viewer-limit-reached");
        try (TestIssuer later = TestIssuer.skewed(Duration.ofHours(25))) {
            assertThat(open(later.api(), link, first, false).problem()).isEqualTo("expired");
            assertThat(subject(open(later.api(), link, first))).isEqualTo(subject(first));
        }
        TestProjection.catchUp();
        assertThat(subject(open(api, link, first))).isEqualTo(subject(first));
        assertThat(TestProjection.redis().zcard("ep:viewers:" + link.id)).isEqualTo(1);
        assertThat(api.get("/share-links/" + link.id, admin).json().get("opens").intValue())
                .isEqualTo(3);
    }

    @Test
    void another_links_token_or_a_forged_one_is_as_good_as_none() {
        Limited link = limited(1, PATHS);
        Api.Answer elsewhere = open(limited(1, PATHS));
        String token = elsewhere.string("token");
        String forged = token.substring(0, token.lastIndexOf('.') + 1) + "A".repeat(86);

        Api.Answer opened = open(api, link, elsewhere);

        assertThat(opened.status()).isEqualTo(201);
        assertThat(subject(opened)).isNotEqualTo(subject(elsewhere));
        for (String bad : List.of(token, forged, "nonsense")) {
            assertThat(api.post(
                                    "/share-links/access-token",
                                    null,
                                    "{\"secret\":\"" + link.secret + "\",\"token\":\"" + bad + "\"}")
                            .problem())
                    .isEqualTo("viewer-limit-reached");
        }
    }

    @Test
    void a_viewer_who_is_sent_out_loses_the_tokens_and_one_more_gets_in() {
        Limited link = limited(2, PATHS);
        Api.Answer stays = open(link);
        Api.Answer goes = open(link);
        String viewer = "/share-links/" + link.id + "/viewers/" + subject(goes);

        // The projection shows neither viewer yet: the reservation is known all the same.
        Api.Answer removed = api.delete(viewer, admin, "Prefer", "wait=0");

        assertThat(removed.status()).isEqualTo(202);
        assertThat(removed.string("subject")).isEqualTo(subject(goes));
        TestProjection.catchUp();
        assertThat(open(api, link, goes, false).problem()).isEqualTo("revoked");
        assertThat(open(api, link, stays, false).status()).isEqualTo(201);
        assertThat(api.delete(viewer, admin, "Prefer", "wait=0").status()).isEqualTo(202);
        TestProjection.catchUp();
        Api.Answer another = open(api, link, goes);
        assertThat(another.status()).isEqualTo(201);
        assertThat(subject(another)).isNotEqualTo(subject(goes));
        assertThat(open(link).problem()).isEqualTo("viewer-limit-reached");
        assertThat(open(api, link, goes).problem()).isEqualTo("viewer-limit-reached");
    }

    @Test
    void a_limit_below_the_seats_taken_sends_nobody_out_and_lets_nobody_in() {
        Limited link = limited(3, PATHS);
        List<Api.Answer> inside = new ArrayList<>();
        IntStream.range(0, 3).forEach(i -> inside.add(open(link)));
        TestProjection.catchUp();
        String json = TestProjection.redis().get("ep:link:" + link.id);
        TestProjection.link(link.id, json.replace("\"maxViewers\":3", "\"maxViewers\":1"));

        assertThat(open(link).problem()).isEqualTo("viewer-limit-reached");
        assertThat(inside)
                .allSatisfy(viewer ->
                        assertThat(open(api, link, viewer, false).status()).isEqualTo(201));
        api.delete("/share-links/" + link.id + "/viewers/" + subject(inside.get(0)), admin, "Prefer", "wait=0");
        TestProjection.catchUp();
        assertThat(open(link).problem()).isEqualTo("viewer-limit-reached");
    }

    @Test
    void a_log_that_is_away_costs_a_seat_no_longer_than_its_reservation_lasts() {
        Limited link = limited(1, PATHS);
        try (TestIssuer unlogged = TestIssuer.with(Map.of("spring.kafka.bootstrap-servers", "127.0.0.1:1"))) {
            assertThat(open(unlogged.api(), link, null).problem()).isEqualTo("log-unavailable");
        }
        // It may be in the log after all, for all that the issuer knows.
        assertThat(open(link).problem()).isEqualTo("viewer-limit-reached");
        double lapses = TestProjection.redis()
                .zrangeWithScores(link.reservations(), 0, 0)
                .get(0)
                .getScore();
        assertThat(lapses).isBetween(System.currentTimeMillis() - 30_000.0, System.currentTimeMillis() + 30_000.0);

        String subject =
                TestProjection.redis().zrange(link.reservations(), 0, 0).get(0);
        TestProjection.redis().zadd(link.reservations(), System.currentTimeMillis() - 1.0, subject);

        assertThat(open(link).status()).isEqualTo(201);
        assertThat(TestProjection.redis().zrangeWithScores(link.reservations(), 0, -1))
                .singleElement()
                .satisfies(kept -> assertThat(kept.getScore()).isInfinite());
    }

    @Test
    void what_is_refused_before_the_log_gives_the_seat_back_at_once() {
        List<String> tooLong = IntStream.range(0, 40)
                .mapToObj(i -> "seats/" + "long-name-".repeat(8) + i + ".jpg")
                .toList();
        Limited link = limited(1, List.of("seats/"));
        TestProjection.catchUp();
        // As a link of an earlier version: none that long is made any more.
        String paths = tooLong.stream().collect(Collectors.joining("\",\""));
        TestProjection.link(
                link.id, TestProjection.redis().get("ep:link:" + link.id).replace("\"seats/\"", "\"" + paths + "\""));

        assertThat(open(link).problem()).isEqualTo("token-too-long");

        assertThat(TestProjection.redis().zcard(link.reservations())).isZero();
    }

    @Test
    void nobody_new_gets_in_while_the_projection_is_made_anew_and_shows_fewer_seats() {
        Limited link = limited(2, PATHS);
        Api.Answer inside = open(link);
        TestProjection.catchUp();
        assertThat(open(link).status()).isEqualTo(201);
        TestProjection.catchUp();
        Map<String, String> progress = TestProjection.redis().hgetall("ep:issuance");
        String viewers = "ep:viewers:" + link.id;
        TestProjection.redis().rename(viewers, viewers + ":aside");
        TestProjection.redis().del("ep:issuance", link.reservations(), "is:issuance");

        assertThat(open(link).problem()).isEqualTo("read-model-unavailable");
        assertThat(open(api, link, inside).status()).isEqualTo(201);
        assertThat(open(api, link, inside, false).status()).isEqualTo(201);

        TestProjection.redis().rename(viewers + ":aside", viewers);
        TestProjection.redis().hset("ep:issuance", progress);
        assertThat(open(link).problem()).isEqualTo("viewer-limit-reached");
    }

    @Test
    void a_link_without_a_limit_keeps_no_reservations() {
        Limited link = limited(null, PATHS);

        IntStream.range(0, 3).forEach(i -> assertThat(open(link).status()).isEqualTo(201));

        assertThat(TestProjection.redis().exists(link.reservations())).isZero();
    }

    private Limited limited(Integer maxViewers, List<String> paths) {
        LinkSecret secret = new LinkSecret(RandomId.next());
        LinkCreated created = new LinkCreated(
                RandomId.next(),
                secret.hash(),
                new LinkTerms(null, paths, null, null, null, false, List.of(), maxViewers, false, null, null, null),
                null,
                null,
                null,
                Instant.now(),
                "boss");
        TestIssuer.shared().bean(EventLog.class).append(created, created.linkId());
        TestProjection.catchUp();
        return new Limited(created.linkId(), secret.text());
    }

    private Api.Answer open(Limited link) {
        return open(api, link, null);
    }

    private static Api.Answer open(Api issuer, Limited link, Api.Answer earlier) {
        return open(issuer, link, earlier, true);
    }

    private static Api.Answer open(Api issuer, Limited link, Api.Answer earlier, boolean withSecret) {
        List<String> members = new ArrayList<>();
        if (withSecret) {
            members.add("\"secret\":\"" + link.secret + "\"");
        }
        if (earlier != null) {
            members.add("\"token\":\"" + earlier.string("token") + "\"");
        }
        return issuer.post("/share-links/access-token", null, "{" + String.join(",", members) + "}");
    }

    private static String subject(Api.Answer answer) {
        MediaClaims claims = UnverifiedToken.parse(answer.string("token")).unverifiedClaims();
        return claims.subject();
    }
}
