package dev.edgepass.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.jdk.JdkNfc;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {
    private final Scope folder = Scope.parse("projects/4/", JdkNfc.INSTANCE);
    private final Scope file = Scope.parse("projects/4/a.jpg", JdkNfc.INSTANCE);

    @Test
    void a_folder_opens_what_is_under_it_by_whole_segments() {
        assertThat(folder.covers(new ObjectKey("projects/4/a.jpg"))).isTrue();
        assertThat(folder.covers(new ObjectKey("projects/4/b/c.jpg"))).isTrue();
        assertThat(folder.covers(new ObjectKey("projects/42/a.jpg"))).isFalse();
        assertThat(folder.covers(new ObjectKey("projects/4"))).isFalse();
    }

    @Test
    void a_file_opens_itself_and_its_thumbnail_only() {
        assertThat(file.covers(new ObjectKey("projects/4/a.jpg"))).isTrue();
        assertThat(file.covers(new ObjectKey("projects/4/a.jpg.thumb.webp"))).isTrue();
        assertThat(file.covers(new ObjectKey("projects/4/a.jpg.thumb.webp.thumb.webp")))
                .isFalse();
        assertThat(file.covers(new ObjectKey("projects/4/a.jpg.bak"))).isFalse();
        assertThat(file.covers(new ObjectKey("projects/4/a.jpg/b"))).isFalse();
    }

    @Test
    void a_scope_covers_a_narrower_one() {
        Scope thumbnail = Scope.parse("projects/4/a.jpg.thumb.webp", JdkNfc.INSTANCE);
        assertThat(file.covers(thumbnail)).isTrue();
        assertThat(thumbnail.covers(file)).isFalse();
        assertThat(folder.covers(file)).isTrue();
        assertThat(folder.covers(folder)).isTrue();
        assertThat(file.covers(folder)).isFalse();
        assertThat(folder.covers(Scope.parse("projects/42/", JdkNfc.INSTANCE))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jpg", "a/b/c.jpg", "a/b/c.jpg.thumb.webp", "a/.thumb.webp", "x.thumb.webp.thumb.webp"})
    void a_keys_scopes_are_all_that_open_it(String key) {
        ObjectKey opened = new ObjectKey(key);
        List<String> opening = new ArrayList<>();
        for (int end = 1; end <= key.length(); end++) {
            if (new Scope(key.substring(0, end)).covers(opened)) {
                opening.add(key.substring(0, end));
            }
        }

        assertThat(opened.scopes()).containsExactlyInAnyOrderElementsOf(opening);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a//", "../", "a/../", "./", "a\\", "/a"})
    void refuses_what_is_not_canonical(String value) {
        assertThatThrownBy(() -> Scope.parse(value, JdkNfc.INSTANCE)).isInstanceOf(MalformedException.class);
    }
}
