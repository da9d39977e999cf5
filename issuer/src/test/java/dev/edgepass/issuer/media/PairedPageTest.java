package dev.edgepass.issuer.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedPageTest {
    @Test
    void a_thumbnail_stands_beside_its_object_and_is_none_itself() {
        PairedPage<String> page = filled(10, "a/1.jpg", "a/1.jpg.thumb.webp", "a/2.jpg", "a/3.jpg.thumb.webp");

        assertThat(shown(page)).containsExactly("a/1.jpg + a/1.jpg.thumb.webp", "a/2.jpg + null");
        assertThat(page.hasNext()).isFalse();
    }

    @Test
    void keys_that_sort_between_the_two_change_nothing() {
        assertThat(shown(filled(10, "a.jpg", "a.jpg (1).jpg", "a.jpg.bak", "a.jpg.bak.thumb.webp", "a.jpg.thumb.webp")))
                .containsExactly(
                        "a.jpg + a.jpg.thumb.webp", "a.jpg (1).jpg + null", "a.jpg.bak + a.jpg.bak.thumb.webp");
    }

    @Test
    void a_full_page_is_complete_once_its_last_thumbnail_cannot_come_any_more() {
        PairedPage<String> page = filled(1, "a.jpg", "a.jpg.bak");
        assertThat(page.hasNext()).isTrue();
        assertThat(page.isComplete()).isFalse();

        page.add("a.jpg.thumb.webp", "a.jpg.thumb.webp");

        assertThat(page.isComplete()).isTrue();
        assertThat(shown(page)).containsExactly("a.jpg + a.jpg.thumb.webp");
    }

    @Test
    void a_thumbnail_behind_a_full_page_is_no_next_page() {
        PairedPage<String> page = filled(1, "a.jpg", "a.jpg.thumb.webp");

        assertThat(page.hasNext()).isFalse();
        assertThat(filled(1, "a.jpg", "b.jpg").isComplete()).isTrue();
    }

    @Test
    void nobody_makes_a_page_look_ahead_for_ever() {
        PairedPage<String> page = filled(1, "a.jpg");
        List<String> between =
                IntStream.range(0, 200).mapToObj(i -> "a.jpg-%03d".formatted(i)).toList();
        int looked = 0;
        for (String key : between) {
            if (page.isComplete()) {
                break;
            }
            page.add(key, key);
            looked++;
        }

        assertThat(looked).isLessThan(110);
    }

    private static PairedPage<String> filled(int limit, String... keys) {
        PairedPage<String> page = new PairedPage<>(limit);
        for (String key : keys) {
            page.add(key, key);
        }
        return page;
    }

    private static List<String> shown(PairedPage<String> page) {
        List<String> shown = new ArrayList<>();
        page.objects().forEach(entry -> shown.add(entry.object() + " + " + entry.thumbnailKey()));
        return shown;
    }
}
