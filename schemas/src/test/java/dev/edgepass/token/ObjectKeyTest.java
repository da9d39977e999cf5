package dev.edgepass.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.jdk.JdkNfc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKeyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a/b/c.jpg",
                "projects/42/caf\u00e9.jpg",
                "a b/(c)+d~.png",
                "...",
                "a/.hidden",
                "\ud83d\ude00/x",
                "100%",
                "\ufffd",
                "\ufdcf\ufdf0",
                "\ud83f\udffd"
            })
    void a_canonical_key_survives_the_way_through_a_url(String value) {
        ObjectKey key = ObjectKey.parse(value, JdkNfc.INSTANCE);

        assertThat(ObjectKey.ofPath(key.toPath(), JdkNfc.INSTANCE)).isEqualTo(key);
        assertThat(key.toPath()).matches("[A-Za-z0-9._~/%-]+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/a",
                "a/",
                "a//b",
                ".",
                "..",
                "a/./b",
                "a/../b",
                "a/..",
                "a\\b",
                "a\u0000",
                "a\nb",
                "a\u007f",
                "a\u0085",
                "a\ufffe",
                "a\uffff.jpg",
                "a\ufdd0",
                "a\ufdef",
                "a\ud83f\udffe",
                "a\udbff\udfff",
                "cafe\u0301.jpg"
            })
    void refuses_a_second_spelling(String value) {
        assertThatThrownBy(() -> ObjectKey.parse(value, JdkNfc.INSTANCE)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a%2Fb",
                "a%2fb",
                "%2e%2e/a",
                "a/%2E",
                "a%5Cb",
                "a%00",
                "%",
                "a%2",
                "a%zz",
                "%c0%ae",
                "%ff",
                "caf\u00e9",
                "cafe%CC%81.jpg",
                "a/",
                ""
            })
    void refuses_a_path_that_hides_something(String path) {
        assertThatThrownBy(() -> ObjectKey.ofPath(path, JdkNfc.INSTANCE)).isInstanceOf(MalformedException.class);
    }

    @Test
    void a_path_is_decoded_once() {
        assertThat(ObjectKey.ofPath("a%252Fb", JdkNfc.INSTANCE).value()).isEqualTo("a%2Fb");
    }

    @Test
    void a_key_may_have_1024_bytes_and_no_more() {
        assertThat(ObjectKey.parse("\u00e9".repeat(512), JdkNfc.INSTANCE).value())
                .hasSize(512);
        assertThatThrownBy(() -> ObjectKey.parse("\u00e9".repeat(512) + "a", JdkNfc.INSTANCE))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void a_thumbnail_names_the_object_that_it_shows() {
        assertThat(new ObjectKey("a/b.jpg.thumb.webp").shown()).isEqualTo("a/b.jpg");
        assertThat(new ObjectKey("b.thumb.webp").shown()).isEqualTo("b");
        assertThat(new ObjectKey("a/b.jpg").shown()).isNull();
        assertThat(new ObjectKey("a/b.jpg.THUMB.WEBP").shown()).isNull();
        assertThat(new ObjectKey("a/b.jpg.thumb.webp/c").shown()).isNull();
    }

    @Test
    void names_its_thumbnail_where_there_is_room() {
        ObjectKey longest = new ObjectKey("\u00e9".repeat(506));

        assertThat(new ObjectKey("a/b.jpg").thumbnail()).isEqualTo(new ObjectKey("a/b.jpg.thumb.webp"));
        assertThat(new ObjectKey("a/b.jpg.thumb.webp").thumbnail()).isNull();
        assertThat(longest.thumbnail()).isEqualTo(new ObjectKey(longest.value() + ".thumb.webp"));
        assertThat(new ObjectKey(longest.value() + "a").thumbnail()).isNotNull();
        assertThat(new ObjectKey(longest.value() + "ab").thumbnail()).isNull();
    }

    @Test
    void what_would_show_a_folder_or_nothing_is_no_thumbnail() {
        assertThat(new ObjectKey("a/.thumb.webp").shown()).isNull();
        assertThat(new ObjectKey(".thumb.webp").shown()).isNull();
    }

    @Test
    void names_every_folder_above_it() {
        assertThat(new ObjectKey("a/b/c.jpg").folders()).containsExactly("a/b/", "a/");
        assertThat(new ObjectKey("c.jpg").folders()).isEmpty();
    }
}
