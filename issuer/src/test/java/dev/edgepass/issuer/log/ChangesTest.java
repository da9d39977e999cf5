package dev.edgepass.issuer.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.feed.Handle;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private static final Handle FILE = new Handle(Handle.Kind.FILE, "a/\"b\".jpg");
    private static final Handle LINK = new Handle(Handle.Kind.LINK, "l");

    @Test
    void what_is_told_of_each_position_is_read_back() {
        List<String> texts = List.of(text(5, FILE), text(6), text(7, LINK, FILE));

        assertThat(Changes.read(texts, 4, 7).orElseThrow()).containsExactlyInAnyOrder(FILE.toString(), LINK.toString());
        assertThat(Changes.read(List.of(), 7, 7)).hasValue(Set.of());
    }

    @Test
    void a_gap_an_unknown_text_and_a_write_of_too_many_handles_are_not_known() {
        assertThat(Changes.read(List.of(text(5), text(7)), 4, 7)).isEmpty();
        assertThat(Changes.read(List.of(text(5), "6{}"), 4, 6)).isEmpty();
        assertThat(Changes.read(List.of(text(5), Changes.text(6, Optional.empty())), 4, 6))
                .isEmpty();
        assertThat(Changes.read(List.of(Changes.text(5, Optional.of(Collections.nCopies(51, LINK)))), 4, 5))
                .isEmpty();
    }

    private static String text(long position, Handle... handles) {
        return Changes.text(position, Optional.of(List.of(handles)));
    }
}
