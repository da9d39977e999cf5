package dev.edgepass.issuer.sharelink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent.LinkCreated;
import dev.edgepass.event.IssuanceEvent.TokenRefreshed;
import dev.edgepass.event.Topics;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestFeed;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.token.MediaClaims;
import dev.edgepass.token.UnverifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShareLinkIT {
    private final Api api = TestIssuer.shared().api();
    private final String admin = TestIssuer.admin();

    @BeforeEach
    void projectionIsCurrent() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @Test
    void a_secret_opens_the_link_for_a_new_viewer_each_time() {
        Api.Answer link = create("{\"label\":\"Review\",\"paths\":[\"share/1/\"]}");

        assertThat(link.status()).isEqualTo(201);
        assertThat(link.string("url")).isEqualTo("https://share.example/s/" + link.string("secret"));
        MediaClaims first = claims(open(link));
        MediaClaims second = claims(open(link));
        assertThat(first.link()).isEqualTo(link.string("id"));
        assertThat(first.paths()).containsExactly("share/1/");
        assertThat(first.subject()).startsWith("v-").isNotEqualTo(second.subject());
    }

    @Test
    void the_log_and_the_read_answers_have_the_secrets_hash_at_most() {
        Api.Answer link = create("{\"paths\":[\"share/1/\"]}");
        String secret = link.string("secret");

        LinkCreated event = LogReader.find(
                        Topics.CONTROL,
                        LinkCreated.class,
                        created -> created.linkId().equals(link.string("id")))
                .orElseThrow();
        assertThat(event.toString()).doesNotContain(secret);
        assertThat(event.secretHash()).isEqualTo(new LinkSecret(secret).hash()).hasSize(64);
        assertThat(api.get("/share-links/" + link.string("id"), admin).text()).doesNotContain(secret);
        assertThat(secret).hasSize(22);
    }

    @Test
    void who_may_read_a_link_finds_it_by_its_secrets_hash_and_nobody_else() {
        Api.Answer link = create("{\"paths\":[\"share/1/\"]}");
        TestProjection.catchUp();
        String query = "/share-links?secretHash=" + new LinkSecret(link.string("secret")).hash();

        assertThat(api.get(query, admin).json().get("shareLinks").findValuesAsString("id"))
                .containsExactly(link.string("id"));
        assertThat(api.get(query + "&status=closed", admin).json().get("shareLinks"))
                .isEmpty();
        assertThat(api.get(query, TestIssuer.user("somebody", "share/1/"))
                        .json()
                        .get("shareLinks"))
                .isEmpty();
        assertThat(api.get("/share-links?secretHash=" + link.string("secret"), admin)
                        .problem())
                .isEqualTo("invalid-request");
    }

    @Test
    void a_token_never_outlives_its_link() {
        Instant expiry = Instant.now().plusSeconds(90);
        Api.Answer link = create("{\"paths\":[\"share/1/\"],\"expiresAt\":\"" + expiry + "\"}");

        assertThat(claims(open(link)).expiresAt()).isEqualTo(expiry.getEpochSecond());
    }

    @Test
    void a_link_that_expired_is_410_whatever_a_later_version_says_of_it() {
        Api.Answer link = create(
                "{\"paths\":[\"share/1/\"],\"expiresAt\":\"" + Instant.now().plusSeconds(60) + "\"}");
        TestProjection.link(
                link.string("id"),
                "{\"id\":\"" + link.string("id")
                        + "\",\"paths\":[\"share/1/\"],\"createdAt\":\"2026-01-01T00:00:00Z\",\"createdBy\":\"boss\",\"allowDownload\":false,"
                        + "\"allowedOrigins\":[],\"state\":\"active\",\"position\":1,\"expiresAt\":\"2026-01-02T00:00:00Z\",\"aMemberOfALaterVersion\":[1]}");

        Api.Answer opened = open(link);
        assertThat(opened.status()).isEqualTo(410);
        assertThat(opened.problem()).isEqualTo("link-expired");
    }

    @Test
    void a_renewal_keeps_the_viewer_and_names_the_token_before() {
        Api.Answer link = create("{\"paths\":[\"share/1/\"]}");
        Api.Answer opened = open(link);

        Api.Answer renewed = renew(opened);

        assertThat(renewed.status()).isEqualTo(201);
        assertThat(claims(renewed).subject()).isEqualTo(claims(opened).subject());
        TokenRefreshed event = LogReader.find(
                        Topics.ISSUANCE,
                        TokenRefreshed.class,
                        refreshed -> refreshed.grant().jti().equals(renewed.string("jti")))
                .orElseThrow();
        assertThat(event.previousJti()).isEqualTo(opened.string("jti"));
    }

    @Test
    void a_closed_link_opens_for_nobody_and_renews_nothing() {
        Api.Answer link = create("{\"paths\":[\"share/1/\"]}");
        Api.Answer opened = open(link);

        Api.Answer closed = api.delete("/share-links/" + link.string("id"), admin, "Prefer", "wait=0");
        TestProjection.catchUp();

        assertThat(closed.status()).isEqualTo(202);
        assertThat(closed.string("state")).isEqualTo("accepted");
        assertThat(open(link).problem()).isEqualTo("link-closed");
        assertThat(renew(opened).status()).isEqualTo(410);
        assertThat(api.get("/share-links/" + link.string("id"), admin).string("status"))
                .isEqualTo("closed");
    }

    @Test
    void a_blocked_link_is_403_and_listed_as_blocked() {
        Api.Answer link = create("{\"paths\":[\"share/1/\"]}");
        Api.Answer opened = open(link);
        revoke("link", link.string("id"));

        assertThat(open(link).problem()).isEqualTo("blocked");
        assertThat(renew(opened).problem()).isEqualTo("blocked");
        assertThat(api.get("/share-links?status=blocked&limit=200", admin).text())
                .contains(link.string("id"));
        assertThat(api.get("/share-links?status=active&limit=200", admin).text())
                .doesNotContain(link.string("id"));
    }

    @Test
    void a_revoked_token_renews_nothing_while_the_link_still_opens() {
        Api.Answer link = create("{\"paths\":[\"share/1/\"]}");
        Api.Answer opened = open(link);
        revoke("token", opened.string("jti"));

        assertThat(renew(opened).problem()).isEqualTo("revoked");
        assertThat(open(link).status()).isEqualTo(201);
    }

    @Test
    void a_tampered_token_is_a_bad_signature_and_a_login_token_is_no_links() {
        Api.Answer opened = open(create("{\"paths\":[\"share/1/\"]}"));
        String token = opened.string("token");
        String tampered = token.substring(0, token.lastIndexOf('.') + 1) + "A".repeat(85) + "A";

        Api.Answer refused = api.post("/share-links/access-token", null, "{\"token\":\"" + tampered + "\"}");
        assertThat(refused.problem()).isEqualTo("bad-signature");
        assertThat(refused.text()).doesNotContain(tampered);
        String own =
                api.post("/access-token", admin, "{\"paths\":[\"share/1/\"]}").string("token");
        assertThat(api.post("/share-links/access-token", null, "{\"token\":\"" + own + "\"}")
                        .string("field"))
                .isEqualTo("token");
    }

    @Test
    void an_unknown_secret_is_404_at_once() {
        Api.Answer answer = api.post("/share-links/access-token", null, "{\"secret\":\"AAAAAAAAAAAAAAAAAAAAAA\"}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.problem()).isEqualTo("link-not-found");
        assertThat(answer.text()).doesNotContain("AAAAAAAAAAAAAAAAAAAAAA");
    }

    @Test
    void a_link_opens_right_after_its_creation_once_the_projection_has_it() {
        Api.Answer link = api.post("/share-links", admin, "{\"paths\":[\"share/1/\"]}");

        CompletableFuture<Api.Answer> opened = CompletableFuture.supplyAsync(() -> open(link));
        TestProjection.catchUp();

        Awaitility.await().until(opened::isDone);
        assertThat(opened.join().status()).isEqualTo(201);
    }

    @Test
    void a_viewer_lists_the_links_objects_and_no_others() {
        TestFeed.media("share/list/a.jpg");
        TestFeed.media("share/list/b.mp4");
        TestFeed.media("share/other/c.jpg");
        Api.Answer opened = open(create("{\"paths\":[\"share/list/\"]}"));

        Api.Answer objects =
                api.post("/share-links/objects", null, "{\"token\":\"" + opened.string("token") + "\",\"limit\":10}");

        assertThat(objects.json().get("objects").findValuesAsString("key"))
                .containsExactly("share/list/a.jpg", "share/list/b.mp4");
    }

    @Test
    void a_user_shares_own_paths_sees_own_links_and_closes_no_others() {
        String alice = TestIssuer.user("alice", "alice/");
        Api.Answer mine = api.post("/share-links", alice, "{\"paths\":[\"alice/pictures/\"]}");
        Api.Answer theirs = create("{\"paths\":[\"share/1/\"]}");

        assertThat(mine.status()).isEqualTo(201);
        assertThat(api.post("/share-links", alice, "{\"paths\":[\"bob/\"]}").problem())
                .isEqualTo("path-not-allowed");
        TestProjection.catchUp();
        String list = api.get("/share-links", alice).text();
        assertThat(list).contains(mine.string("id")).doesNotContain(theirs.string("id"));
        assertThat(api.delete("/share-links/" + theirs.string("id"), alice).status())
                .isEqualTo(404);
    }

    @Test
    void the_list_goes_on_where_a_page_ended() {
        String paging = TestIssuer.user("pager", "p/");
        for (int i = 0; i < 5; i++) {
            api.post("/share-links", paging, "{\"label\":\"n" + i + "\",\"paths\":[\"p/\"]}");
        }
        TestProjection.catchUp();

        Api.Answer first = api.get("/share-links?limit=3", paging);
        List<String> later = new ArrayList<>();
        Api.Answer page = first;
        // A page may be short, where many links of others lie between.
        while (page.json().has("next")) {
            page = api.get("/share-links?limit=3&cursor=" + page.string("next"), paging);
            later.addAll(page.json().get("shareLinks").findValuesAsString("label"));
        }

        assertThat(first.json().get("shareLinks").findValuesAsString("label")).containsExactly("n4", "n3", "n2");
        assertThat(later).containsExactly("n1", "n0");
    }

    @Test
    void a_link_says_its_terms_and_opens_once_it_is_active() {
        Instant activation = Instant.now().plusSeconds(600);
        Api.Answer link = create("{\"paths\":[\"share/1/\"],\"activatesAt\":\"" + activation
                + "\",\"allowedOrigins\":[\"https://app.example\"],\"allowDownload\":true,\"maxViewers\":3}");

        assertThat(link.status()).isEqualTo(201);
        for (Api.Answer view : List.of(link, api.get("/share-links/" + link.string("id"), admin))) {
            assertThat(view.string("status")).isEqualTo("not-active");
            assertThat(Instant.parse(view.string("activatesAt"))).isEqualTo(activation);
            assertThat(view.json().get("maxViewers").intValue()).isEqualTo(3);
            assertThat(view.json().get("hasPassword").booleanValue()).isFalse();
            assertThat(view.json().get("allowDownload").booleanValue()).isTrue();
        }
        Api.Answer early = open(link);
        assertThat(early.status()).isEqualTo(403);
        assertThat(early.problem()).isEqualTo("link-not-active");
        assertThat(early.string("detail")).contains(activation.toString());
        assertThat(api.get("/share-links?status=not-active&limit=200", admin).text())
                .contains(link.string("id"));
    }

    @Test
    void a_limit_of_viewers_is_a_whole_number() {
        Api.Answer half = api.post("/share-links", admin, "{\"paths\":[\"share/1/\"],\"maxViewers\":2.5}");

        assertThat(half.status()).isEqualTo(400);
        assertThat(half.string("field")).isEqualTo("maxViewers");
        assertThat(half.string("detail")).contains("a whole number");
    }

    @Test
    void an_operator_bounds_how_long_links_live() {
        try (TestIssuer bounded = TestIssuer.with(
                Map.of("edgepass.share-links.default-lifetime", "P7D", "edgepass.share-links.max-lifetime", "P30D"))) {
            Api.Answer link = bounded.api().post("/share-links", admin, "{\"paths\":[\"share/1/\"]}");
            Api.Answer late = bounded.api()
                    .post("/share-links", admin, "{\"paths\":[\"share/1/\"],\"expiresAt\":\"2199-01-01T00:00:00Z\"}");

            assertThat(Instant.parse(link.string("expiresAt")))
                    .isEqualTo(Instant.parse(link.string("createdAt")).plus(Duration.ofDays(7)));
            assertThat(late.status()).isEqualTo(400);
            assertThat(late.string("field")).isEqualTo("expiresAt");
            assertThat(late.string("detail")).contains("at most");
        }
    }

    private Api.Answer create(String body) {
        Api.Answer link = api.post("/share-links", admin, body);
        TestProjection.catchUp();
        return link;
    }

    private Api.Answer open(Api.Answer link) {
        return api.post("/share-links/access-token", null, "{\"secret\":\"" + link.string("secret") + "\"}");
    }

    private Api.Answer renew(Api.Answer opened) {
        return api.post("/share-links/access-token", null, "{\"token\":\"" + opened.string("token") + "\"}");
    }

    private void revoke(String kind, String id) {
        api.post(
                "/revocations",
                admin,
                "{\"target\":{\"kind\":\"" + kind + "\",\"id\":\"" + id + "\"}}",
                "Prefer",
                "wait=0");
        TestProjection.catchUp();
    }

    private static MediaClaims claims(Api.Answer answer) {
        return UnverifiedToken.parse(answer.string("token")).unverifiedClaims();
    }
}
