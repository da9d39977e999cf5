package dev.edgepass.issuer.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestFeed;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rule of {@link RequestedPath} from the outside. */
class PathDoorsIT {
    private static final List<String> NO_PATHS = List.of("*", "**", "projects/*", "*/", "/", "");

    private final Api api = TestIssuer.shared().api();
    private final String admin = TestIssuer.admin();

    @BeforeAll
    static void ready() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @Test
    void a_pattern_is_refused_at_every_door_and_the_field_is_named() {
        String link = "/share-links/"
                + api.post("/share-links", admin, "{\"paths\":[\"p/\"]}").string("id");
        TestProjection.catchUp();
        for (String path : NO_PATHS) {
            String paths = "{\"paths\":[\"" + path + "\"]}";
            assertRefused(api.post("/access-token", admin, paths), "paths[0]");
            assertRefused(api.post("/share-links", admin, paths), "paths[0]");
            assertRefused(api.send("PATCH", "/api/v1/media" + link, admin, paths), "paths[0]");
            for (String kind : List.of("file", "folder")) {
                assertRefused(
                        api.post(
                                "/revocations",
                                admin,
                                "{\"target\":{\"kind\":\"" + kind + "\",\"id\":\"" + path + "\"}}"),
                        "target.id");
            }
            assertRefused(
                    api.post(
                            "/upload-urls",
                            admin,
                            "{\"uploads\":[{\"key\":\"" + path + "\",\"size\":1,\"contentType\":\"image/jpeg\"}]}"),
                    "uploads[0].key");
            if (!path.isEmpty()) {
                assertRefused(api.get("/objects?prefix=" + path.replace("*", "%2A"), admin), "prefix");
            }
        }
    }

    @Test
    void in_a_login_a_star_alone_is_everything_and_a_pattern_is_nothing_and_named_in_the_refusal() {
        String body = "{\"paths\":[\"projects/7/\"]}";
        assertThat(api.post("/access-token", TestIssuer.user("star", "*"), body).status())
                .isEqualTo(201);
        for (String pattern : List.of("projects/*", "**", "*/")) {
            for (String door : List.of("/access-token", "/share-links")) {
                Api.Answer answer = api.post(door, TestIssuer.user("pattern", "other/", pattern), body);
                assertThat(answer.problem()).isEqualTo("path-not-allowed");
                assertThat(answer.string("detail")).contains("\"" + pattern + "\", which is none");
            }
        }
    }

    @Test
    void a_key_with_a_star_in_its_name_is_shared_listed_and_taken_down() {
        TestFeed.media("stars/a*b.jpg");
        Api.Answer link = api.post("/share-links", admin, "{\"paths\":[\"stars/a*b.jpg\"]}");
        assertThat(link.status()).isEqualTo(201);
        assertThat(link.json().has("warnings")).isFalse();
        TestProjection.catchUp();
        Api.Answer opened =
                api.post("/share-links/access-token", null, "{\"secret\":\"" + link.string("secret") + "\"}");
        assertThat(opened.json().get("urls").propertyNames()).containsExactly("stars/a*b.jpg");
        assertThat(api.get("/objects?prefix=stars/a%2A", admin).json().get("objects"))
                .hasSize(1);
        assertThat(api.post(
                                "/revocations",
                                admin,
                                "{\"target\":{\"kind\":\"file\",\"id\":\"stars/a*b.jpg\"}}",
                                "Prefer",
                                "wait=0")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void paths_that_match_no_object_are_accepted_and_the_owner_is_told() {
        TestFeed.media("there/a.jpg");
        Api.Answer link = api.post(
                "/share-links", admin, "{\"paths\":[\"there/\",\"there/a.jpg.\",\"not-there/\",\"there/a.jpg\"]}");
        assertThat(link.status()).isEqualTo(201);
        assertWarnings(link, "not-there/");

        Api.Answer forgotten = api.post("/share-links", admin, "{\"paths\":[\"there\"]}");
        assertWarnings(forgotten, "there");
        assertThat(forgotten.json().get("warnings").get(0).get("detail").stringValue())
                .contains("A folder ends in a slash: there/");

        Api.Answer each = api.post("/share-links", admin, "{\"paths\":[\"not-there/\"],\"recipients\":[\"a\",\"b\"]}");
        assertWarnings(each, "not-there/");
        TestProjection.catchUp();
        String one = "/api/v1/media/share-links/" + link.string("id");
        TestProjection.catchUp();
        assertWarnings(
                api.send("PATCH", one, admin, "{\"paths\":[\"there/\",\"gone/\"]}", "Prefer", "wait=0"), "gone/");
        TestProjection.catchUp();
        assertThat(api.send("PATCH", one, admin, "{\"label\":\"x\"}", "Prefer", "wait=0")
                        .json()
                        .has("warnings"))
                .isFalse();
    }

    private static void assertWarnings(Api.Answer answer, String... paths) {
        assertThat(answer.json().required("warnings").findValuesAsString("path"))
                .containsExactly(paths);
        assertThat(answer.json().required("warnings").findValuesAsString("code"))
                .containsOnly("no-objects");
    }

    private static void assertRefused(Api.Answer answer, String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-request");
        assertThat(answer.string("field")).isEqualTo(field);
        assertThat(answer.string("detail")).contains("(expected: ");
    }
}
