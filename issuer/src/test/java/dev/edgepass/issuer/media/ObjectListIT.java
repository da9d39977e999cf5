package dev.edgepass.issuer.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestFeed;
import dev.edgepass.issuer.testing.TestIssuer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectListIT {
    private final Api api = TestIssuer.shared().api();

    @BeforeAll
    static void objects() {
        for (String key : List.of(
                "list/a/1.jpg",
                "list/a/2.png",
                "list/a/3.mp4",
                "list/b.jpg",
                "list/c/4.jpg",
                "list/c/d/5.jpg",
                "list/e.jpg")) {
            TestFeed.media(key);
        }
    }

    @Test
    void it_has_what_the_login_opens_page_by_page_in_order() {
        String login = TestIssuer.user("u", "list/c/", "list/a/", "list/b.jpg", "list/none.jpg");
        List<String> keys = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            Api.Answer page = api.get("/objects?limit=2" + cursor, login);
            keys.addAll(page.json().get("objects").findValuesAsString("key"));
            cursor = page.json().has("next") ? "&cursor=" + page.string("next") : null;
            pages++;
        } while (cursor != null);

        assertThat(keys)
                .containsExactly(
                        "list/a/1.jpg", "list/a/2.png", "list/a/3.mp4", "list/b.jpg", "list/c/4.jpg", "list/c/d/5.jpg");
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void an_object_has_size_type_etag_and_date() {
        Api.Answer page = api.get("/objects?prefix=list/a/1", TestIssuer.admin());

        assertThat(page.json().get("objects").get(0).propertyNames())
                .containsExactlyInAnyOrder("key", "size", "contentType", "etag", "lastModified");
        assertThat(page.json().get("objects").get(0).get("contentType").stringValue())
                .isEqualTo("image/jpeg");
    }

    @Test
    void a_thumbnail_is_named_beside_its_object_whether_a_folder_or_the_object_itself_is_opened() {
        TestFeed.media("thumbs/1.jpg");
        TestFeed.media("thumbs/1.jpg.thumb.webp");
        TestFeed.media("thumbs/2.jpg");

        Api.Answer folder = api.get("/objects", TestIssuer.user("u", "thumbs/"));
        assertThat(folder.json().get("objects").findValuesAsString("key"))
                .containsExactly("thumbs/1.jpg", "thumbs/2.jpg");
        assertThat(folder.json().get("objects").findValuesAsString("thumbnailKey"))
                .containsExactly("thumbs/1.jpg.thumb.webp");
        Api.Answer page = api.get("/objects?limit=1", TestIssuer.user("u", "thumbs/"));
        assertThat(page.json().get("objects").findValuesAsString("thumbnailKey"))
                .containsExactly("thumbs/1.jpg.thumb.webp");
        Api.Answer file = api.get("/objects", TestIssuer.user("u", "thumbs/1.jpg"));
        assertThat(file.json().get("objects").findValuesAsString("key")).containsExactly("thumbs/1.jpg");
        assertThat(file.json().get("objects").findValuesAsString("thumbnailKey"))
                .containsExactly("thumbs/1.jpg.thumb.webp");
        Api.Answer files = api.get("/objects?limit=1", TestIssuer.user("u", "thumbs/1.jpg", "thumbs/2.jpg"));
        assertThat(files.json().get("objects").findValuesAsString("thumbnailKey"))
                .containsExactly("thumbs/1.jpg.thumb.webp");
        Api.Answer rest = api.get(
                "/objects?cursor=" + files.string("next"), TestIssuer.user("u", "thumbs/1.jpg", "thumbs/2.jpg"));
        assertThat(rest.json().get("objects").findValuesAsString("key")).containsExactly("thumbs/2.jpg");
        assertThat(rest.json().get("objects").get(0).has("thumbnailKey")).isFalse();
    }

    @Test
    void a_folder_names_the_folders_in_it_that_the_login_may_see() {
        assertThat(folders("list/", TestIssuer.admin())).containsExactly("list/a/", "list/c/");
        assertThat(folders("list/c/", TestIssuer.user("u", "list/"))).containsExactly("list/c/d/");
        assertThat(folders("", TestIssuer.user("u", "list/c/d/", "list/b.jpg", "other/1.jpg")))
                .containsExactly("list/", "other/");
        assertThat(folders("list/", TestIssuer.user("u", "list/c/d/", "list/b.jpg")))
                .containsExactly("list/c/");
        assertThat(api.get("/folders?in=list/a/", TestIssuer.user("u", "list/c/"))
                        .problem())
                .isEqualTo("path-not-allowed");
        assertThat(api.get("/folders?in=list/a", TestIssuer.admin()).problem()).isEqualTo("invalid-request");
    }

    private List<String> folders(String in, String login) {
        Api.Answer answer = api.get("/folders?in=" + in, login);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().get("complete").booleanValue()).isTrue();
        return answer.json()
                .get("folders")
                .valueStream()
                .map(folder -> folder.stringValue())
                .toList();
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(strings = {"\uffff", "\ufffe", "\u0001", "\u000b", "\u001f"})
    void an_object_whose_name_no_listing_can_carry_is_passed_over_and_counted(String unlistable) {
        String folder = "poison-" + (int) unlistable.charAt(0) + "/";
        TestFeed.media(folder + "a 1+1=2 %41 &.jpg");
        TestFeed.media(folder + "b" + unlistable + ".jpg");
        TestFeed.media(folder + "c.jpg");

        for (String login : List.of(
                TestIssuer.user("u", folder), TestIssuer.user("u", folder + "a 1+1=2 %41 &.jpg", folder + "c.jpg"))) {
            Api.Answer page = api.get("/objects", login);
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            assertThat(page.json().get("objects").findValuesAsString("key"))
                    .containsExactly(folder + "a 1+1=2 %41 &.jpg", folder + "c.jpg");
        }
        assertThat(api.get("/objects", TestIssuer.user("u", folder))
                        .json()
                        .get("unusable")
                        .intValue())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%EF%BF%BF", "%00", "a%0Ab", "a%5Cb", "%EF%B7%90"})
    void a_prefix_that_no_key_can_have_is_a_problem_that_names_it(String prefix) {
        Api.Answer answer = api.get("/objects?prefix=" + prefix, TestIssuer.admin());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.string("field")).isEqualTo("prefix");
    }

    @Test
    void a_prefix_outside_of_the_login_is_403() {
        assertThat(api.get("/objects?prefix=list/c/", TestIssuer.user("u", "list/a/"))
                        .problem())
                .isEqualTo("path-not-allowed");
        assertThat(api.get("/objects", TestIssuer.user("u")).text()).isEqualTo("{\"objects\":[]}");
    }
}
