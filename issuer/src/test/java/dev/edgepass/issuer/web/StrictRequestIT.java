package dev.edgepass.issuer.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import java.util.Collections;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictRequestIT {
    private final Api api = TestIssuer.shared().api();
    private final String admin = TestIssuer.admin();

    @BeforeAll
    static void projectionIsCurrent() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @ParameterizedTest(name = "{0} {1} is 400 for {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "/access-token|{\"paths\":[]}|paths",
                "/access-token|{}|paths",
                "/access-token|{\"paths\":null}|paths",
                "/access-token|{\"paths\":\"p/\"}|paths",
                "/access-token|{\"paths\":[1]}|paths[0]",
                "/access-token|{\"paths\":[true]}|paths[0]",
                "/access-token|{\"paths\":[null]}|paths[0]",
                "/access-token|{\"paths\":[\"ok/\",\"a/../b\"]}|paths[1]",
                "/access-token|{\"paths\":[\"a//b\"]}|paths[0]",
                "/access-token|{\"paths\":[\"/a\"]}|paths[0]",
                "/access-token|{\"paths\":[\"\"]}|paths[0]",
                "/access-token|{\"paths\":[\"e\\u0301.jpg\"]}|paths[0]",
                "/access-token|{\"paths\":[\"a\\\\b\"]}|paths[0]",
                "/access-token|{\"paths\":[\"a\\u0000b\"]}|paths[0]",
                "/access-token|{\"paths\":[\"p/\"],\"ttl\":\"PT25H\"}|ttl",
                "/access-token|{\"paths\":[\"p/\"],\"ttl\":\"PT0S\"}|ttl",
                "/access-token|{\"paths\":[\"p/\"],\"ttl\":\"-PT1H\"}|ttl",
                "/access-token|{\"paths\":[\"p/\"],\"ttl\":\"soon\"}|ttl",
                "/access-token|{\"paths\":[\"p/\"],\"ttl\":3600}|ttl",
                "/access-token|{\"paths\":[\"p/\"],\"sub\":\"eve\"}|sub",
                "/access-token|{\"paths\":[\"p/\"],\"paths\":[\"q/\"]}|-",
                "/access-token|{\"paths\":[\"p/\"]} {}|-",
                "/access-token|{\"paths\":[\"p/\"]|-",
                "/access-token|[]|-",
                "/access-token|null|-",
                "/share-links|{\"paths\":[\"p/\"],\"password\":\"x\"}|password",
                "/share-links|{\"paths\":[\"p/\"],\"maxViewers\":0}|maxViewers",
                "/share-links|{\"paths\":[\"p/\"],\"maxViewers\":\"3\"}|maxViewers",
                "/share-links|{\"paths\":[\"p/\"],\"expiresAt\":\"tomorrow\"}|expiresAt",
                "/share-links|{\"paths\":[\"p/\"],\"expiresAt\":\"2020-01-01T00:00:00Z\"}|expiresAt",
                "/share-links|{\"paths\":[\"p/\"],\"allowDownload\":\"true\"}|allowDownload",
                "/share-links|{\"paths\":[\"p/\"],\"allowDownload\":1}|allowDownload",
                "/share-links|{\"paths\":[\"p/\"],\"allowedOrigins\":[\"app.example\"]}|allowedOrigins[0]",
                "/share-links|{\"paths\":[\"p/\"],\"allowedOrigins\":[\"https://app.example/\"]}|allowedOrigins[0]",
                "/share-links/access-token|{}|secret",
                "/share-links/access-token|{\"password\":\"a\",\"token\":\"b\"}|password",
                "/revocations|{}|target",
                "/revocations|{\"target\":{\"id\":\"x\"}}|target.kind",
                "/revocations|{\"target\":{\"kind\":\"Token\",\"id\":\"x\"}}|target.kind",
                "/revocations|{\"target\":{\"kind\":\"token\"}}|target.id",
                "/revocations|{\"target\":{\"kind\":\"token\",\"id\":\"a.b.c\"}}|target.id",
                "/revocations|{\"target\":{\"kind\":\"folder\",\"id\":\"a\"}}|target.id",
                "/revocations|{\"target\":{\"kind\":\"file\",\"id\":\"a/\"}}|target.id",
                "/revocations|{\"target\":{\"kind\":\"all\",\"id\":\"x\"}}|target.id",
                "/revocations|{\"target\":{\"kind\":\"all\"},\"effect\":\"BLOCK\"}|effect",
                "/revocations|{\"target\":{\"kind\":\"all\",\"position\":1}}|target.position",
                "/revocations|{\"targets\":[]}|targets",
                "/revocations|{\"targets\":[null]}|targets[0]",
                "/revocations|{\"targets\":[{\"kind\":\"all\"},{\"kind\":\"all\",\"at\":1}]}|targets[1].at",
                "/revocations|{\"targets\":[{\"kind\":\"token\",\"id\":\"t\"},{\"kind\":\"link\",\"id\":\"l\"}]}|effect",
                "/revocations|{\"target\":{\"kind\":\"all\"},\"targets\":[{\"kind\":\"all\"}]}|targets",
                "/access-token|{\"paths\":[\"a\\ud800/\"]}|paths[0]",
                "/share-links|{\"paths\":[\"p/\"],\"label\":\"a\\ud800\"}|label",
                "/share-links|{\"paths\":[\"a\\ud800/\"]}|paths[0]",
                "/share-links|{\"paths\":[\"p/\"],\"password\":\"correct horse\\ud800\"}|password",
                "/share-links|{\"paths\":[\"p/\"],\"recipients\":[\"a\\ud800\"]}|recipients[0]",
                "/share-links|{\"paths\":[\"p/\"],\"allowedOrigins\":[\"https://a\\ud800.example\"]}|allowedOrigins[0]",
                "/share-links/access-token|{\"secret\":\"a\\ud800\"}|secret",
                "/share-links/revoke|{\"ids\":[\"a\\ud800\"]}|ids[0]",
                "/share-links/revoke|{\"ids\":[\"a\"],\"reason\":\"\\ud800\"}|reason",
                "/revocations|{\"target\":{\"kind\":\"all\"},\"reason\":\"\\ud800\"}|reason",
                "/keys/none/withdraw|{\"reason\":\"\\ud800\"}|reason",
                "/revocations|{\"target\":{\"kind\":\"token\",\"id\":\"a\\ud800\"}}|target.id",
                "/revocations|{\"target\":{\"kind\":\"link\",\"id\":\"a\\ud800\"}}|target.id",
                "/revocations|{\"target\":{\"kind\":\"subject\",\"id\":\"a\\ud800\"}}|target.id",
                "/revocations|{\"target\":{\"kind\":\"tenant\",\"id\":\"a\\ud800\"}}|target.id",
                "/revocations|{\"target\":{\"kind\":\"file\",\"id\":\"a\\ud800\"}}|target.id",
                "/revocations|{\"target\":{\"kind\":\"folder\",\"id\":\"a\\ud800\"}}|target.id",
                "/revocations|{\"target\":{\"kind\":\"all\",\"id\":\"a\\ud800\"}}|target.id",
                "/revocations|{\"targets\":[{\"kind\":\"tenant\",\"id\":\"t\"},{\"kind\":\"tenant\",\"id\":\"\\ud800\"}],\"effect\":\"block\"}|targets[1].id",
                "/revocations?dryRun=yes|{\"target\":{\"kind\":\"all\"}}|dryRun",
            })
    void a_request_that_isnt_exact(String path, String body, String field) {
        Api.Answer answer = api.post(path, admin, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-request");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().has("field") ? answer.string("field") : null).isEqualTo(field);
    }

    @Test
    void half_of_a_surrogate_pair_in_a_patch_or_a_login_is_refused_too() {
        String link = api.post("/share-links", admin, "{\"paths\":[\"p/\"]}").string("id");
        Api.Answer patched = api.send("PATCH", "/api/v1/media/share-links/" + link, admin, "{\"label\":\"a\\ud800\"}");
        assertThat(patched.status()).as(patched.text()).isEqualTo(400);
        assertThat(patched.string("field")).isEqualTo("label");
    }

    @Test
    void two_hundred_paths_are_the_most() {
        String paths = String.join(",", Collections.nCopies(201, "\"p/\""));
        assertThat(api.post("/access-token", admin, "{\"paths\":[" + paths + "]}")
                        .string("field"))
                .isEqualTo("paths");
    }

    @Test
    void a_body_over_64_kb_is_413() {
        Api.Answer answer = api.post("/access-token", admin, "{\"paths\":[\"" + "a".repeat(70_000) + "\"]}");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("too-large");
    }

    @Test
    void a_bulk_revocation_may_have_4_mb() {
        Api.Answer fits = api.post("/revocations", admin, "{\"reason\":\"" + "a".repeat(4_000_000) + "\"}");
        assertThat(fits.status()).isEqualTo(400);
        Api.Answer over = api.post("/revocations", admin, "{\"reason\":\"" + "a".repeat(4_200_000) + "\"}");
        assertThat(over.status()).isEqualTo(413);
        assertThat(over.string("detail")).contains("4194304");
    }

    @Test
    void a_path_that_is_written_otherwise_has_the_same_room_for_a_body() {
        String huge = "{\"reason\":\"" + "a".repeat(70_000) + "\"}";

        assertThat(api.send("POST", "/%61pi/v1/media/access-token", admin, huge).status())
                .isEqualTo(413);
        assertThat(api.send("POST", "/%61pi/v1/media/%72evocations", admin, huge)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void what_http_itself_refuses_is_a_problem_too() {
        assertThat(api.send("PUT", "/api/v1/media/access-token", admin, "{}").problem())
                .isEqualTo("method-not-allowed");
        assertThat(api.get("/nothing-here", admin).problem()).isEqualTo("not-found");
        assertThat(api.post("/access-token", admin, "a=b", "Content-Type", "application/x-www-form-urlencoded")
                        .problem())
                .isEqualTo("unsupported-media-type");
        assertThat(api.post("/access-token", admin, "{\"paths\":[\"p/\"]}", "Accept", "image/png")
                        .status())
                .isEqualTo(406);
        assertThat(api.get("/objects?limit=many", admin).string("field")).isEqualTo("limit");
        assertThat(api.get("/objects?cursor=***", admin).string("field")).isEqualTo("cursor");
    }

    @Test
    void no_problem_repeats_a_secret_that_came_in() {
        String secret = "hunter2-hunter2-hunter";
        assertThat(api.post("/share-links/access-token", null, "{\"secret\":\"" + secret + "\"}")
                        .text())
                .doesNotContain(secret);
        assertThat(api.post("/share-links/access-token", null, "{\"token\":\"" + secret + "\"}")
                        .text())
                .doesNotContain(secret);
        assertThat(api.post("/share-links/access-token", null, "{\"secret\":[\"" + secret + "\"]}")
                        .text())
                .doesNotContain(secret);
        assertThat(api.post("/share-links/access-token", null, "{\"secret\":\"" + secret)
                        .text())
                .doesNotContain(secret);
        Api.Answer login = api.get("/objects", secret);
        assertThat(login.text() + login.raw().headers().map()).doesNotContain(secret);
    }
}
