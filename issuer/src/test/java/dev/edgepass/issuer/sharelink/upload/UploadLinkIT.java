package dev.edgepass.issuer.sharelink.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.sharelink.LinkSecret;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** An upload link's terms and standing, and the sessions that rest on them. */
class UploadLinkIT extends UploadCase {
    @Test
    void closing_the_link_ends_its_uploads() {
        Api.Answer link = create("\"prefix\":\"in/closed/\",\"maxFiles\":3,\"maxBytes\":100000");
        Api.Answer session = session(link);
        String id = announced(session, "a.png", PNG);
        api.delete("/share-links/" + link.string("id"), owner, "Prefer", "wait=0");
        TestProjection.catchUp();

        for (Api.Answer answer : List.of(
                parts(session, id, 1),
                begin(session, "b.png", 1),
                complete(session, id, List.of("\"a\"")),
                uploader("/files/state", session, ",\"ids\":[\"" + id + "\"]"),
                session(link))) {
            assertThat(answer.problem()).isEqualTo("link-closed");
        }
    }

    /** The consumer is dead, or holds its position: what Redis has of the link is what it was. */
    @Test
    void while_the_read_model_is_known_to_be_behind_a_link_takes_nothing() {
        Api.Answer link = create("\"prefix\":\"in/behind/\",\"maxFiles\":3,\"maxBytes\":100000");
        Api.Answer session = session(link);
        String id = announced(session, "a.png", PNG);
        String etag = etag(put(parts(session, id, 1).json().get("parts").get(0), PNG));
        api.delete("/share-links/" + link.string("id"), owner, "Prefer", "wait=0");
        try (TestIssuer another = TestIssuer.with(Map.of())) {
            for (Api at : List.of(api, another.api())) {
                String body = "{\"session\":\"" + session.string("session") + "\",\"id\":\"" + id + "\",\"parts\":";
                for (Api.Answer answer : List.of(
                        at.post("/upload-links/parts", null, body + "[1]}"),
                        at.post(
                                "/upload-links/files/complete",
                                null,
                                body + "[{\"number\":1,\"etag\":" + JSON.writeValueAsString(etag) + "}]}"),
                        at.post("/upload-links/sessions", null, "{\"secret\":\"" + link.string("secret") + "\"}"))) {
                    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
                    assertThat(answer.problem()).isEqualTo("read-model-unavailable");
                }
            }
        }

        TestProjection.catchUp();
        assertThat(parts(session, id, 1).problem()).isEqualTo("link-closed");
        assertThat(received(link).get("files")).isEmpty();
    }

    @Test
    void a_suspension_a_block_and_a_cutoff_stop_a_session_and_a_new_one_goes_on_after_a_cutoff() {
        Api.Answer link = create("\"prefix\":\"in/stop/\",\"maxFiles\":3,\"maxBytes\":100000");
        String path = "/share-links/" + link.string("id");
        Api.Answer session = session(link);
        api.post(path + "/suspend", owner, "{}", "Prefer", "wait=0");
        TestProjection.catchUp();
        assertThat(begin(session, "a.png", 1).problem()).isEqualTo("blocked");
        api.post(path + "/resume", owner, "{}", "Prefer", "wait=0");
        TestProjection.catchUp();
        String id = announced(session, "a.png", PNG);
        // An edit that narrows.
        api.send("PATCH", "/api/v1/media" + path, owner, "{\"password\":\"long enough\"}", "Prefer", "wait=0");
        TestProjection.catchUp();

        assertThat(parts(session, id, 1).problem()).isEqualTo("revoked");
        assertThat(session(link).problem()).isEqualTo("password-required");
        assertThat(session(link, ",\"password\":\"wrong password\"").problem()).isEqualTo("link-or-password-wrong");
        Api.Answer again = session(link, ",\"password\":\"long enough\"");
        assertThat(parts(again, id, 1).status()).isEqualTo(200);
    }

    @Test
    void a_link_whose_folder_was_taken_down_takes_nothing() {
        Api.Answer link = create("\"prefix\":\"in/down/\",\"maxFiles\":3,\"maxBytes\":100000");
        Api.Answer session = session(link);
        Api.Answer taken = api.post(
                "/revocations",
                TestIssuer.admin(),
                "{\"target\":{\"kind\":\"folder\",\"id\":\"in/down/\"}}",
                "Prefer",
                "wait=0");
        TestProjection.catchUp();

        assertThat(begin(session, "a.png", 1).problem()).isEqualTo("blocked");
        api.delete("/revocations/" + taken.string("id"), TestIssuer.admin(), "Prefer", "wait=0");
        TestProjection.catchUp();
    }

    @Test
    void another_links_session_finds_no_file_and_a_session_that_is_not_ours_opens_nothing() {
        Api.Answer link = create("\"prefix\":\"in/mine/\",\"maxFiles\":3,\"maxBytes\":100000");
        Api.Answer other = create("\"prefix\":\"in/mine/\",\"maxFiles\":3,\"maxBytes\":100000");
        String id = begin(session(link), "a.png", PNG.length)
                .json()
                .get("files")
                .get(0)
                .get("id")
                .stringValue();
        Api.Answer session = session(other);

        assertThat(parts(session, id, 1).problem()).isEqualTo("upload-not-found");
        assertThat(complete(session, id, List.of("\"a\"")).problem()).isEqualTo("upload-not-found");
        assertThat(state(session, id)).isEqualTo("gone");
        assertThat(uploader("/files/cancel", session, ",\"id\":\"" + id + "\"").status())
                .isEqualTo(204);
        assertThat(state(session(link), id)).isEqualTo("uploading");
        assertThat(api.post("/upload-links/files", null, "{\"session\":\"AAAA\",\"files\":[]}")
                        .problem())
                .isEqualTo("session-expired");
    }

    @Test
    void an_upload_link_never_gives_a_token_and_a_view_link_never_a_session() {
        Api.Answer link = create("\"prefix\":\"in/kind/\",\"maxFiles\":3,\"maxBytes\":100000");
        Api.Answer view = api.post("/share-links", owner, "{\"paths\":[\"in/kind/\"]}");
        assertThat(view.string("kind")).isEqualTo("view");
        assertThat(view.string("url")).startsWith("https://share.example/s/");
        TestProjection.catchUp();

        Api.Answer opened =
                api.post("/share-links/access-token", null, "{\"secret\":\"" + link.string("secret") + "\"}");
        assertThat(opened.status()).isEqualTo(403);
        assertThat(opened.problem()).isEqualTo("upload-link");
        assertThat(session(view).problem()).isEqualTo("link-not-found");
        assertThat(new LinkSecret("x").uploadHash()).isNotEqualTo(new LinkSecret("x").hash());
        JsonNode found = api.get("/share-links?secretHash=" + new LinkSecret(link.string("secret")).uploadHash(), owner)
                .json()
                .get("shareLinks");
        assertThat(found.findValuesAsString("id")).containsExactly(link.string("id"));
        assertThat(found.get(0).get("maxFiles").intValue()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"prefix\":\"in/a\",\"maxFiles\":1,\"maxBytes\":1|prefix",
                "\"prefix\":\"in/\",\"maxFiles\":0,\"maxBytes\":1|maxFiles",
                "\"prefix\":\"in/\",\"maxFiles\":10001,\"maxBytes\":1|maxFiles",
                "\"prefix\":\"in/\",\"maxFiles\":1|maxBytes",
                "\"prefix\":\"in/\",\"maxFiles\":1,\"maxBytes\":1,\"paths\":[\"in/\"]|paths",
                "\"prefix\":\"in/\",\"maxFiles\":1,\"maxBytes\":1,\"allowDownload\":true|allowDownload",
                "\"prefix\":\"in/\",\"maxFiles\":1,\"maxBytes\":1,\"maxViewers\":1|maxViewers",
            })
    void terms_of_an_upload_link_are_checked(String terms, String field) {
        assertThat(api.post("/share-links", owner, "{\"kind\":\"upload\"," + terms + "}")
                        .string("field"))
                .isEqualTo(field);
    }

    @Test
    void terms_are_edited_but_not_into_those_of_the_other_kind() {
        Api.Answer link = create("\"prefix\":\"in/edit/\",\"maxFiles\":1,\"maxBytes\":100000");
        String path = "/api/v1/media/share-links/" + link.string("id");

        Api.Answer edited =
                api.send("PATCH", path, owner, "{\"maxFiles\":2,\"prefix\":\"in/edit/more/\"}", "Prefer", "wait=0");
        TestProjection.catchUp();
        assertThat(edited.status()).as(edited.text()).isIn(200, 202);
        JsonNode now = api.get("/share-links/" + link.string("id"), owner).json();
        assertThat(now.get("maxFiles").intValue()).isEqualTo(2);
        assertThat(now.get("prefix").stringValue()).isEqualTo("in/edit/more/");
        assertThat(now.get("maxBytes").longValue()).isEqualTo(100_000);
        for (String term : List.of("\"paths\":[\"in/\"]", "\"allowDownload\":true", "\"kind\":\"view\"")) {
            assertThat(api.send("PATCH", path, owner, "{" + term + "}").problem())
                    .isEqualTo("invalid-request");
        }
        assertThat(api.post(
                                "/share-links",
                                TestIssuer.user("stranger", "x/"),
                                "{\"kind\":\"upload\",\"prefix\":\"in/\",\"maxFiles\":1,\"maxBytes\":1}")
                        .problem())
                .isEqualTo("path-not-allowed");
    }

    @Test
    void who_may_not_make_upload_links_any_more_can_close_one_but_not_let_it_take_more() {
        Api.Answer link = create("\"prefix\":\"in/may/\",\"maxFiles\":1,\"maxBytes\":100000,"
                + "\"expiresAt\":\"2100-01-31T00:00:00Z\"");
        String path = "/api/v1/media/share-links/" + link.string("id");
        try (TestIssuer admins = TestIssuer.with(Map.of("edgepass.media.uploads", "admins"))) {
            for (String more : List.of(
                    "\"maxFiles\":2",
                    "\"maxBytes\":200000",
                    "\"prefix\":\"other/\"",
                    "\"expiresAt\":\"2100-02-01T00:00:00Z\"",
                    "\"expiresAt\":null")) {
                assertThat(admins.api()
                                .send("PATCH", path, owner, "{" + more + "}", "Prefer", "wait=0")
                                .problem())
                        .as(more)
                        .isEqualTo("forbidden");
            }
            for (String less : List.of("\"expiresAt\":\"2100-01-30T00:00:00Z\"", "\"label\":\"Over\"")) {
                Api.Answer edited = admins.api().send("PATCH", path, owner, "{" + less + "}", "Prefer", "wait=0");
                TestProjection.catchUp();
                assertThat(edited.status()).as(edited.text()).isIn(200, 202);
            }
            Api.Answer byAdmin =
                    admins.api().send("PATCH", path, TestIssuer.admin(), "{\"maxFiles\":2}", "Prefer", "wait=0");
            TestProjection.catchUp();
            assertThat(byAdmin.status()).as(byAdmin.text()).isIn(200, 202);
        }
    }

    @Test
    void a_session_ends_before_a_cutoff_that_ended_it_is_forgotten() {
        Api.Answer link = create("\"prefix\":\"in/short/\",\"maxFiles\":1,\"maxBytes\":100000");
        try (TestIssuer hourly = TestIssuer.with(Map.of("edgepass.token.max-lifetime", "PT1H"))) {
            Api.Answer session =
                    hourly.api().post("/upload-links/sessions", null, "{\"secret\":\"" + link.string("secret") + "\"}");

            assertThat(Instant.parse(session.string("expiresAt")))
                    .isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(1)));
        }
    }
}
