package dev.edgepass.issuer.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.identity.VisiblePaths;
import dev.edgepass.issuer.media.Listing.Range;
import dev.edgepass.token.Scope;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListingTest {
    @Test
    void ranges_are_disjoint_and_in_the_stores_order() {
        assertThat(of(visible("b/", "a/c/", "a/", "a.jpg", "a/x.jpg"), "").ranges())
                .containsExactly(
                        new Range("a.jpg", true),
                        new Range("a.jpg.thumb.webp", true),
                        new Range("a/", false),
                        new Range("b/", false));
    }

    @Test
    void a_prefix_narrows_and_never_widens() {
        assertThat(of(visible("a/b/"), "a/").ranges()).containsExactly(new Range("a/b/", false));
        assertThat(of(visible("a/"), "a/b/pic").ranges()).containsExactly(new Range("a/b/pic", false));
        assertThat(of(VisiblePaths.EVERYTHING, "a").ranges()).containsExactly(new Range("a", false));
    }

    @Test
    void a_cursor_skips_what_was_listed() {
        assertThat(new Range("a/", false).isDoneAfter("a/z.jpg")).isFalse();
        assertThat(new Range("a/", false).isDoneAfter("b/a.jpg")).isTrue();
        assertThat(new Range("a.jpg", true).isDoneAfter("a.jpg")).isTrue();
        assertThat(new Range("b/", false).isDoneAfter("a/z.jpg")).isFalse();
        assertThat(new Range("b/", false).isDoneAfter(null)).isFalse();
    }

    @Test
    void a_cursor_is_read_back_as_it_was_written() {
        String key = "fotos/Zürich 1.jpg";
        assertThat(Listing.of(VisiblePaths.EVERYTHING, "", Listing.cursor(key), 5)
                        .after())
                .isEqualTo(key);
    }

    private static Listing of(VisiblePaths visible, String prefix) {
        return Listing.of(visible, prefix, null, null);
    }

    private static VisiblePaths visible(String... scopes) {
        return new VisiblePaths(Stream.of(scopes).map(Scope::new).toList());
    }
}
