package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a frontend, a viewer and an admin see of a token's life, at every location. */
class TokenLifeIT {
    private static final RunningStack STACK = SharedStack.get();
    private static final Product PRODUCT = new Product(STACK);
    private static String frontend;
    private static String admin;

    @BeforeAll
    static void logIn() {
        frontend = STACK.login(DocumentedCommand.command("./edgepass login --sub anna --paths projects/42/"));
        admin = STACK.login(DocumentedCommand.command("./edgepass login --admin"));
    }

    @Test
    void a_frontend_s_one_token_shows_what_its_login_may_see_and_nothing_else() {
        String token = PRODUCT.mediaToken(frontend, "projects/42/");

        for (URI edge : STACK.edges()) {
            Web.Answer image = PRODUCT.view(edge, token, SharedStack.IMAGE);
            assertThat(image.status()).isEqualTo(200);
            assertThat(image.response().body()).isEqualTo(SharedStack.IMAGE_BYTES);
            assertThat(image.header("Content-Type")).isEqualTo("image/jpeg");
            assertThat(image.header("Cache-Control")).contains("private").contains("max-age=300");
            assertThat(image.header("Edgepass-As-Of")).isNotEmpty();
            assertThat(PRODUCT.view(edge, token, SharedStack.ELSEWHERE).problem())
                    .isEqualTo("out-of-scope");
            assertThat(PRODUCT.view(edge, token, "projects/42/none.jpg").problem())
                    .isEqualTo("not-found");
        }
    }

    @Test
    void the_answer_tells_the_frontend_all_it_needs() {
        Web.Answer answer = PRODUCT.api(
                "POST", "access-token", frontend, "{\"paths\":[\"" + SharedStack.IMAGE + "\"],\"ttl\":\"PT1H\"}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().get("tokenType").asString()).isEqualTo("media+jwt");
        Instant expires = Instant.parse(answer.json().get("expiresAt").asString());
        Instant refresh = Instant.parse(answer.json().get("refreshAt").asString());
        assertThat(expires)
                .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3601));
        assertThat(refresh).isBetween(Instant.now(), expires);
        assertThat(answer.json().get("position").asLong()).isPositive();
        String url = answer.json().get("urls").get(SharedStack.IMAGE).asString();
        assertThat(url).isEqualTo(answer.json().get("baseUrl").asString() + SharedStack.IMAGE);
        assertThat(PRODUCT.web.get(URI.create(url)).status()).isEqualTo(200);
    }

    @Test
    void a_login_gets_no_token_for_what_it_may_not_see() {
        assertThat(PRODUCT.api("POST", "access-token", frontend, "{\"paths\":[\"projects/43/\"]}")
                        .status())
                .isEqualTo(403);
        assertThat(PRODUCT.api("POST", "access-token", "", "{\"paths\":[\"projects/42/\"]}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void bytes_are_cached_without_the_token_and_served_by_range() {
        URI edge = STACK.edges().get(0);
        PRODUCT.view(edge, PRODUCT.mediaToken(frontend, "projects/42/"), SharedStack.LARGE);
        String other = PRODUCT.mediaToken(frontend, "projects/42/");

        await().untilAsserted(() -> assertThat(
                        PRODUCT.view(edge, other, SharedStack.LARGE).header("Cache-Status"))
                .contains("hit"));
        Web.Answer range = PRODUCT.view(edge, other, SharedStack.LARGE, "Range", "bytes=2000000-2000099");

        assertThat(range.status()).isEqualTo(206);
        assertThat(range.header("Content-Range")).isEqualTo("bytes 2000000-2000099/3000000");
        assertThat(range.response().body())
                .isEqualTo(Arrays.copyOfRange(SharedStack.LARGE_BYTES, 2_000_000, 2_000_100));
    }

    @Test
    void a_client_that_has_it_is_told_so_and_head_has_no_body() {
        URI edge = STACK.edges().get(0);
        String token = PRODUCT.mediaToken(frontend, "projects/42/");
        String etag = PRODUCT.view(edge, token, SharedStack.IMAGE).header("ETag");

        Web.Answer again = PRODUCT.view(edge, token, SharedStack.IMAGE, "If-None-Match", etag);
        Web.Answer head = PRODUCT.web.head(edge.resolve("/view/" + token + "/" + SharedStack.IMAGE));

        assertThat(again.status()).isEqualTo(304);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("120000");
        assertThat(head.response().body()).isEmpty();
    }

    @Test
    void a_revoked_link_is_refused_everywhere_within_five_seconds_and_nothing_else_is() {
        Product.Link revoked = PRODUCT.createLink(admin, "projects/42/");
        Product.Link kept = PRODUCT.createLink(admin, "projects/42/");
        String revokedToken = PRODUCT.viewerToken(revoked);
        String keptToken = PRODUCT.viewerToken(kept);
        assertThat(PRODUCT.viewEverywhere(revokedToken, SharedStack.IMAGE)).containsOnly(200);

        Web.Answer answer = PRODUCT.revoke(admin, "link", revoked.id());

        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        assertThat(answer.json().get("state").asString()).isEqualTo("published");
        Instant enforcedBy = Instant.parse(answer.json().get("enforcedBy").asString());
        assertThat(enforcedBy).isBeforeOrEqualTo(Instant.now().plusSeconds(6));
        await("the time by which it is enforced")
                .atMost(Duration.ofSeconds(30))
                .until(() -> Instant.now().isAfter(enforcedBy));
        assertThat(PRODUCT.viewEverywhere(revokedToken, SharedStack.IMAGE)).containsOnly(403);
        assertThat(PRODUCT.view(STACK.edges().get(0), revokedToken, SharedStack.IMAGE)
                        .problem())
                .isEqualTo("blocked");
        assertThat(PRODUCT.viewEverywhere(keptToken, SharedStack.IMAGE)).containsOnly(200);
        assertThat(PRODUCT.exchange(revoked).status()).isEqualTo(403);
        assertThat(PRODUCT.api("POST", "share-links/access-token", "", "{\"token\":\"" + revokedToken + "\"}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_token_and_a_subject_are_revoked_by_their_ids() {
        String login = STACK.login("--sub", "leaver", "--paths", "projects/42/");
        Web.Answer first = PRODUCT.api("POST", "access-token", login, "{\"paths\":[\"projects/42/\"]}");
        String second = PRODUCT.mediaToken(login, "projects/42/");

        Web.Answer token =
                PRODUCT.revoke(admin, "token", first.json().get("jti").asString());
        assertThat(token.status()).as(token.toString()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                PRODUCT.viewEverywhere(first.json().get("token").asString(), SharedStack.IMAGE))
                        .containsOnly(403));
        assertThat(PRODUCT.viewEverywhere(second, SharedStack.IMAGE)).containsOnly(200);

        assertThat(PRODUCT.revoke(admin, "subject", "leaver").status()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(PRODUCT.viewEverywhere(second, SharedStack.IMAGE))
                        .containsOnly(403));
        assertThat(PRODUCT.api("POST", "access-token", login, "{\"paths\":[\"projects/42/\"]}")
                        .problem())
                .isEqualTo("blocked");
    }

    @Test
    void a_file_is_taken_down_with_its_thumbnail_and_a_lift_brings_back_both() {
        String token = PRODUCT.mediaToken(admin, "projects/43/");
        assertThat(PRODUCT.viewEverywhere(token, SharedStack.SHOWN)).containsOnly(200);
        assertThat(PRODUCT.viewEverywhere(token, SharedStack.THUMBNAIL)).containsOnly(200);

        Web.Answer takedown = PRODUCT.revoke(admin, "file", SharedStack.SHOWN);

        assertThat(takedown.status()).as(takedown.toString()).isEqualTo(201);
        for (String key : List.of(SharedStack.SHOWN, SharedStack.THUMBNAIL)) {
            await(key)
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(PRODUCT.viewEverywhere(token, key)).containsOnly(403));
            assertThat(PRODUCT.view(STACK.edges().get(0), token, key).problem()).isEqualTo("blocked");
        }
        assertThat(PRODUCT.viewEverywhere(token, SharedStack.ELSEWHERE)).containsOnly(200);

        Web.Answer lifted =
                PRODUCT.api("DELETE", "revocations/" + takedown.json().get("id").asString(), admin, "");

        assertThat(lifted.status()).as(lifted.toString()).isIn(200, 201);
        for (String key : List.of(SharedStack.SHOWN, SharedStack.THUMBNAIL)) {
            await(key)
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(PRODUCT.viewEverywhere(token, key)).containsOnly(200));
        }
    }

    @Test
    void a_closed_link_is_over_for_good() {
        Product.Link link = PRODUCT.createLink(admin, "projects/42/");
        String token = PRODUCT.viewerToken(link);

        Web.Answer closed = PRODUCT.api("DELETE", "share-links/" + link.id(), admin, "");

        assertThat(closed.status()).as(closed.toString()).isIn(200, 201);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(PRODUCT.viewEverywhere(token, SharedStack.IMAGE))
                        .containsOnly(403));
        assertThat(PRODUCT.exchange(link).status()).isEqualTo(410);
        assertThat(PRODUCT.api("GET", "share-links/" + link.id(), admin, "")
                        .json()
                        .get("status")
                        .asString())
                .isEqualTo("closed");
    }

    @Test
    void pages_of_other_origins_may_import_the_client_module_and_read_nothing_else() {
        Web.Answer keys =
                PRODUCT.web.get(STACK.issuer().resolve("/.well-known/jwks.json"), "Origin", "https://app.example");

        for (String path : List.of("/edgepass-client.js", "/edgepass-client/watch.js")) {
            Web.Answer module = PRODUCT.web.get(STACK.issuer().resolve(path), "Origin", "https://app.example");

            assertThat(module.status()).isEqualTo(200);
            assertThat(module.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(module.header("Content-Type")).contains("javascript");
        }
        assertThat(keys.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void only_an_admin_takes_back() {
        assertThat(PRODUCT.revoke(frontend, "all", "").status()).isEqualTo(403);
        assertThat(PRODUCT.revoke("", "all", "").status()).isEqualTo(401);
    }

    @Test
    void an_auditor_finds_the_projections_equal_to_a_replay_of_the_log() {
        PRODUCT.createLink(admin, "projects/42/");

        EdgepassCommand.Result replay = DocumentedCommand.command("./edgepass replay --dry-run")
                .plus("--data", STACK.data())
                .run(Duration.ofSeconds(120));

        assertThat(replay.exitCode()).as(replay.output()).isZero();
    }

    @Test
    void a_replay_of_what_is_equal_replaces_nothing() {
        EdgepassCommand.Result replay = DocumentedCommand.command("./edgepass replay")
                .plus("--data", STACK.data())
                .run(Duration.ofSeconds(120));

        assertThat(replay.exitCode()).as(replay.output()).isZero();
        assertThat(replay.output()).contains("nothing to replace");
    }

    @Test
    void an_auditor_sees_a_past_state() {
        EdgepassCommand.Result before = DocumentedCommand.command("./edgepass replay --until 2026-11-30T10:00:00Z")
                .with("2026-11-30T10:00:00Z", "0")
                .plus("--data", STACK.data())
                .run(Duration.ofSeconds(120));

        assertThat(before.exitCode()).as(before.output()).isZero();
        assertThat(before.output()).contains("no event of the control log was there by then", "0 share links");
    }

    @Test
    void no_record_of_all_this_was_passed_over() {
        EdgepassCommand.Result list = DocumentedCommand.command("./edgepass dlt list")
                .plus("--data", STACK.data())
                .run(Duration.ofSeconds(60));

        assertThat(list.exitCode()).as(list.output()).isZero();
        assertThat(list.output()).contains("Nothing is open");
    }

    @Test
    void no_new_epoch_begins_while_the_log_is_the_one_that_the_feed_was_made_from() {
        EdgepassCommand.Result replay = DocumentedCommand.command("./edgepass replay --new-epoch")
                .plus("--data", STACK.data())
                .run(Duration.ofSeconds(120));

        assertThat(replay.exitCode()).as(replay.output()).isEqualTo(1);
        assertThat(replay.output()).contains("The log did not go back");
    }

    @Test
    void status_names_every_part() {
        EdgepassCommand.Result status = DocumentedCommand.command("./edgepass status")
                .plus("--data", STACK.data())
                .run(Duration.ofSeconds(60));

        assertThat(status.exitCode()).as(status.output()).isZero();
        for (String part : List.of("issuer", "consumer", "kafka", "redis", "edge", "workerd")) {
            assertThat(status.output()).contains(part);
        }
    }

    @Test
    void status_gives_programs_the_position_and_the_age_of_what_each_part_knows() {
        // A part that is slow to answer counts as down, which on a busy machine isn't what this is about.
        EdgepassCommand.Result status = await("everything up")
                .atMost(Duration.ofSeconds(120))
                .until(
                        () -> EdgepassCommand.run(
                                Duration.ofSeconds(60),
                                "status",
                                "--json",
                                "--data",
                                STACK.data().toString()),
                        result -> result.exitCode() == 0);

        JsonNode json = JsonMapper.shared().readTree(status.output());
        assertThat(json.get("up").asBoolean()).isTrue();
        Map<String, JsonNode> parts = new HashMap<>();
        json.get("parts").forEach(part -> parts.put(part.get("part").asString(), part));
        for (String part : List.of("log", "model", "feed", "edge")) {
            assertThat(parts.get(part).get("position").asLong()).as(part).isPositive();
        }
        assertThat(parts.get("model").get("state").asString()).isEqualTo("following");
        assertThat(parts.get("feed").get("role").asString()).isEqualTo("leading");
        assertThat(parts.get("feed").get("ageMs").asLong()).isBetween(0L, 60_000L);
        assertThat(parts.get("edge").get("readAgeMs").asLong()).isBetween(0L, 60_000L);
    }
}
