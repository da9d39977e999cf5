package dev.edgepass.thumbnails.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.thumbnails.work.Pairing.Found;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairingTest {
    @Test
    void finds_what_has_a_thumbnail_and_what_has_none() {
        assertThat(found("a.jpg", "a.jpg.thumb.webp", "b.png", "c/d.mp4", "c/d.mp4.thumb.webp"))
                .containsExactly(paired("a.jpg"), bare("b.png"), paired("c/d.mp4"));
    }

    @Test
    void keys_may_lie_between_the_two() {
        assertThat(found("a.jpg", "a.jpg.bak", "a.jpg.png", "a.jpg.thumb.webp"))
                .containsExactlyInAnyOrder(paired("a.jpg"), bare("a.jpg.png"));
    }

    @Test
    void a_thumbnail_of_nothing_is_found_and_has_none_itself() {
        assertThat(found("a.jpg.thumb.webp", "b.txt.thumb.webp")).containsExactly(new Found.Orphan("a.jpg.thumb.webp"));
    }

    @Test
    void what_shows_nothing_has_no_thumbnail() {
        assertThat(found("a.svg", "b.pdf", "c", "film/seg-1.ts", "film/seg-2.m4s", "//x.jpg", "d.txt", "folder/"))
                .isEmpty();
    }

    @Test
    void an_upper_case_ending_counts() {
        assertThat(found("DSC_0815.JPG")).containsExactly(bare("DSC_0815.JPG"));
    }

    private static List<Found> found(String... keys) {
        Pairing pairing = new Pairing();
        for (String key : keys) {
            pairing.add(entry(key));
        }
        pairing.end();
        return pairing.take();
    }

    private static Found bare(String key) {
        return new Found.Source(entry(key), false);
    }

    private static Found paired(String key) {
        return new Found.Source(entry(key), true);
    }

    private static Bucket.Entry entry(String key) {
        return new Bucket.Entry(key, 1, "\"e\"");
    }
}
