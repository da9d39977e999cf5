package dev.edgepass.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.token.ObjectKey;
import dev.edgepass.token.Scope;
import org.junit.jupiter.api.Test;

class HandleTest {
    @Test
    void a_key_is_hit_as_a_file_and_by_each_folder_above_it() {
        assertThat(Handle.of(new ObjectKey("a/b/c.jpg")))
                .extracting(Handle::toString)
                .containsExactly("file:a/b/c.jpg", "folder:a/b/", "folder:a/");
    }

    @Test
    void a_thumbnail_is_hit_by_what_hits_the_object_that_it_shows_and_by_its_own_name() {
        assertThat(Handle.of(new ObjectKey("a/c.jpg.thumb.webp")))
                .contains(new Handle(Handle.Kind.FILE, "a/c.jpg.thumb.webp"))
                .containsAll(Handle.of(new ObjectKey("a/c.jpg")))
                .hasSize(3);
    }

    @Test
    void an_object_is_not_hit_by_what_hits_its_thumbnail() {
        assertThat(Handle.of(new ObjectKey("a/c.jpg")))
                .doesNotContain(new Handle(Handle.Kind.FILE, "a/c.jpg.thumb.webp"));
    }

    @Test
    void a_scope_of_one_key_has_the_key_s_handles() {
        for (String path : new String[] {"c.jpg", "a/b/c.jpg", "a/c.jpg.thumb.webp"}) {
            assertThat(Handle.of(new Scope(path))).isEqualTo(Handle.of(new ObjectKey(path)));
        }
    }

    @Test
    void a_folder_s_scope_is_refused_whole_by_the_folder_and_by_those_above_it() {
        assertThat(Handle.of(new Scope("a/b/")))
                .extracting(Handle::toString)
                .containsExactly("folder:a/b/", "folder:a/");
    }
}
