package dev.edgepass.issuer.sharelink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent.LinkCreated;
import dev.edgepass.event.ControlEvent.LinkEdited;
import dev.edgepass.event.Topics;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LaggingProjection;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestIssuer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkEditIT {
    private static final int SEED = 7;
    private static final int MAX_DELAY_MILLIS = 20;

    private final Api api = TestIssuer.shared().api();
    private final String admin = TestIssuer.admin();
    private LaggingProjection projection;

    @BeforeEach
    void projectionFollows() {
        TestIssuer.awaitReady();
        projection = LaggingProjection.start(SEED, MAX_DELAY_MILLIS);
    }

    @AfterEach
    void stop() {
        projection.close();
    }

    @Test
    void an_edit_changes_what_it_names_and_takes_away_what_it_nulls() {
        Api.Answer link = create("{\"label\":\"First\",\"paths\":[\"share/1/\"],\"maxViewers\":3}");

        Api.Answer edited = patch(link, "{\"label\":\"Second\",\"maxViewers\":null}");

        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.json().at("/link/label").stringValue()).isEqualTo("Second");
        assertThat(edited.json().at("/link/maxViewers").isMissingNode()).isTrue();
        assertThat(edited.json().at("/link/paths").toString()).isEqualTo("[\"share/1/\"]");
        assertThat(edited.json().at("/edit/narrowed").booleanValue()).isFalse();
        assertThat(edited.header("ETag")).isEqualTo(read(link).header("ETag")).isNotEqualTo(link.header("ETag"));
        assertThat(read(link).string("label")).isEqualTo("Second");
        assertThat(open(link).status()).isEqualTo(201);
    }

    @Test
    void a_wider_link_leaves_tokens_alone_and_their_renewals_have_the_new_terms() {
        Api.Answer link = create("{\"paths\":[\"share/1/\"]}");
        Api.Answer opened = open(link);

        Api.Answer edited = patch(link, "{\"paths\":[\"share/1/\",\"share/2/\"],\"allowDownload\":true}");

        assertThat(edited.status()).isEqualTo(200);
        Api.Answer renewed = renew(opened);
        assertThat(renewed.status()).isEqualTo(201);
        assertThat(renewed.json().get("paths").toString()).isEqualTo("[\"share/1/\",\"share/2/\"]");
    }

    @Test
    void a_listing_says_what_the_link_is_like_now_and_whether_a_token_was_issued_under_these_terms() {
        Api.Answer link = create("{\"label\":\"First\",\"paths\":[\"share/1/\"]}");
        Api.Answer opened = open(link);
        Api.Answer before = list(opened, "");

        patch(link, "{\"label\":\"Second\",\"allowDownload\":true}");

        Api.Answer after = list(opened, "");
        assertThat(before.string("label")).isEqualTo("First");
        assertThat(before.json().get("linkPosition").longValue())
                .isLessThanOrEqualTo(opened.json().get("position").longValue());
        assertThat(after.string("label")).isEqualTo("Second");
        assertThat(after.json().get("allowDownload").booleanValue()).isTrue();
        assertThat(after.json().get("linkPosition").longValue())
                .isGreaterThan(opened.json().get("position").longValue())
                .isLessThanOrEqualTo(renew(opened).json().get("position").longValue());
        // A later page repeats none of it.
        assertThat(list(opened, ",\"cursor\":\"c2hhcmUvMS9h\"").json().has("linkPosition"))
                .isFalse();
    }

    @Test
    void a_narrower_link_refuses_the_tokens_that_are_out_and_opens_anew() {
        Api.Answer link = create("{\"paths\":[\"share/1/\"],\"allowDownload\":true}");
        Api.Answer opened = open(link);

        Api.Answer edited = narrow(link, "{\"allowDownload\":false}");

        assertThat(edited.status()).isEqualTo(202);
        assertThat(edited.json().at("/edit/narrowed").booleanValue()).isTrue();
        assertThat(edited.json().at("/edit/state").stringValue()).isEqualTo("accepted");
        assertThat(edited.header("Preference-Applied")).isEqualTo("wait=4");
        Api.Answer renewed = renew(opened);
        assertThat(renewed.status()).isEqualTo(403);
        assertThat(renewed.problem()).isEqualTo("revoked");
        assertThat(open(link).json().get("allowDownload").booleanValue()).isFalse();
    }

    @Test
    void a_new_password_is_asked_of_everybody_and_its_removal_disturbs_nobody() {
        Api.Answer link = create("{\"paths\":[\"share/1/\"]}");
        Api.Answer opened = open(link);

        narrow(link, "{\"password\":\"correct horse\"}");
        assertThat(renew(opened).problem()).isEqualTo("revoked");
        assertThat(open(link).problem()).isEqualTo("password-required");
        Api.Answer entered = api.post(
                "/share-links/access-token",
                null,
                "{\"secret\":\"" + link.string("secret") + "\",\"password\":\"correct horse\"}");
        assertThat(entered.status()).isEqualTo(201);

        Api.Answer removed = patch(link, "{\"password\":null}");
        assertThat(removed.json().at("/link/hasPassword").booleanValue()).isFalse();
        assertThat(removed.json().at("/edit/narrowed").booleanValue()).isFalse();
        assertThat(renew(entered).status()).isEqualTo(201);
    }

    @Test
    void an_edit_on_an_old_version_is_412_and_changes_nothing() {
        Api.Answer link = create("{\"label\":\"First\",\"paths\":[\"share/1/\"]}");
        String version = link.header("ETag");

        assertThat(patch(link, "{\"label\":\"Second\"}", "If-Match", version).status())
                .isEqualTo(200);
        Api.Answer stale = patch(link, "{\"label\":\"Third\"}", "If-Match", version);

        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.problem()).isEqualTo("precondition-failed");
        assertThat(read(link).string("label")).isEqualTo("Second");
    }

    @Test
    void of_edits_on_the_same_version_at_once_exactly_one_has_its_way() {
        Api.Answer link = create("{\"label\":\"First\",\"paths\":[\"share/1/\"]}");
        String version = link.header("ETag");

        List<CompletableFuture<Api.Answer>> edits = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> patch(link, "{\"label\":\"edit " + i + "\"}", "If-Match", version)))
                .toList();
        List<Integer> statuses =
                edits.stream().map(edit -> edit.join().status()).sorted().toList();

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses)
                .filteredOn(status -> status == 412 || status == 409)
                .hasSize(5);
    }

    @Test
    void edits_of_different_terms_without_a_condition_are_both_in_effect_or_one_says_that_it_isnt() {
        Api.Answer link = create("{\"label\":\"First\",\"paths\":[\"share/1/\"]}");

        CompletableFuture<Api.Answer> label =
                CompletableFuture.supplyAsync(() -> patch(link, "{\"label\":\"Second\"}"));
        CompletableFuture<Api.Answer> viewers = CompletableFuture.supplyAsync(() -> patch(link, "{\"maxViewers\":9}"));

        boolean labelled = label.join().status() == 200;
        boolean limited = viewers.join().status() == 200;
        assertThat(labelled || limited).isTrue();
        if (labelled) {
            assertThat(read(link).string("label")).isEqualTo("Second");
        }
        if (limited) {
            assertThat(read(link).json().get("maxViewers").intValue()).isEqualTo(9);
        }
    }

    @Test
    void the_log_has_all_terms_and_the_position_that_was_decided_on() {
        Api.Answer link = create("{\"label\":\"First\",\"paths\":[\"share/1/\"]}");
        narrow(link, "{\"expiresAt\":\"2090-01-01T00:00:00Z\"}");

        LinkEdited event = LogReader.find(
                        Topics.CONTROL,
                        LinkEdited.class,
                        edited -> edited.linkId().equals(link.string("id")))
                .orElseThrow();
        assertThat(event.terms().label()).isNull();
        assertThat(event.terms().words()).isEqualTo(created(link).terms().words());
        assertThat(event.terms().expiresAt()).isEqualTo(Instant.parse("2090-01-01T00:00:00Z"));
        assertThat(event.narrowed()).isTrue();
        assertThat(event.basis())
                .isGreaterThanOrEqualTo(link.json().get("position").longValue());
    }

    private static LinkCreated created(Api.Answer link) {
        return LogReader.find(
                        Topics.CONTROL,
                        LinkCreated.class,
                        created -> created.linkId().equals(link.string("id")))
                .orElseThrow();
    }

    @Test
    void an_edit_that_changes_nothing_writes_nothing() {
        Api.Answer link = create("{\"label\":\"First\",\"paths\":[\"share/1/\"]}");

        Api.Answer edited = patch(link, "{\"label\":\"First\"}");

        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.json().has("edit")).isFalse();
        assertThat(edited.header("ETag")).isEqualTo(link.header("ETag"));
    }

    @Test
    void a_closed_link_is_410_and_somebody_elses_is_404() {
        Api.Answer link = create("{\"paths\":[\"share/1/\"]}");
        assertThat(api.send("PATCH", path(link), TestIssuer.user("mallory", "share/"), "{\"label\":\"x\"}")
                        .status())
                .isEqualTo(404);
        api.delete("/share-links/" + link.string("id"), admin, "Prefer", "wait=0");

        assertThat(patch(link, "{\"label\":\"x\"}").problem()).isEqualTo("link-closed");
    }

    @Test
    void a_user_adds_only_paths_that_he_sees_and_may_leave_those_that_are_there() {
        String alice = TestIssuer.user("edith", "edith/");
        Api.Answer link = api.post("/share-links", alice, "{\"paths\":[\"edith/1/\"]}");

        Api.Answer hidden = api.send(
                "PATCH", path(link), alice, "{\"paths\":[\"edith/1/\",\"bob/\"]}", "Content-Type", "application/json");
        Api.Answer visible =
                api.send("PATCH", path(link), alice, "{\"paths\":[\"edith/1/\",\"edith/2/\"]}", "Prefer", "wait=30");

        assertThat(hidden.problem()).isEqualTo("path-not-allowed");
        assertThat(visible.status()).isEqualTo(200);
    }

    @Test
    void a_patch_is_as_strict_as_a_creation() {
        Api.Answer link = create("{\"paths\":[\"share/1/\"]}");

        assertThat(patch(link, "{\"paths\":null}").string("field")).isEqualTo("paths");
        assertThat(patch(link, "{\"maxViewers\":0}").string("field")).isEqualTo("maxViewers");
        assertThat(patch(link, "{\"secret\":\"x\"}").string("field")).isEqualTo("secret");
        assertThat(patch(link, "[]").status()).isEqualTo(400);
        assertThat(patch(link, "{\"label\":\"a\",\"label\":\"b\"}").status()).isEqualTo(400);
        assertThat(patch(link, "{\"activatesAt\":\"2090-01-01T00:00:00Z\",\"expiresAt\":\"2089-01-01T00:00:00Z\"}")
                        .string("field"))
                .isEqualTo("activatesAt");
        assertThat(api.send("PATCH", path(link), admin, "label", "Content-Type", "text/plain")
                        .status())
                .isEqualTo(415);
    }

    private Api.Answer patch(Api.Answer link, String body, String... headers) {
        String[] all = new String[headers.length + 4];
        System.arraycopy(headers, 0, all, 0, headers.length);
        System.arraycopy(
                new String[] {"Content-Type", "application/merge-patch+json", "Prefer", "wait=30"},
                0,
                all,
                headers.length,
                4);
        return api.send("PATCH", path(link), admin, body, all);
    }

    /** Nothing publishes here, so that this takes the whole patience. */
    private Api.Answer narrow(Api.Answer link, String body) {
        return api.send("PATCH", path(link), admin, body, "Prefer", "wait=4");
    }

    private static String path(Api.Answer link) {
        return "/api/v1/media/share-links/" + link.string("id");
    }

    private Api.Answer create(String body) {
        return api.post("/share-links", admin, body);
    }

    private Api.Answer read(Api.Answer link) {
        return api.get("/share-links/" + link.string("id"), admin);
    }

    private Api.Answer open(Api.Answer link) {
        return api.post("/share-links/access-token", null, "{\"secret\":\"" + link.string("secret") + "\"}");
    }

    private Api.Answer list(Api.Answer opened, String more) {
        return api.post("/share-links/objects", null, "{\"token\":\"" + opened.string("token") + "\"" + more + "}");
    }

    private Api.Answer renew(Api.Answer opened) {
        return api.post("/share-links/access-token", null, "{\"token\":\"" + opened.string("token") + "\"}");
    }
}
