package dev.edgepass.edge.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckedCopiesTest {
    private static final long NOW = 1_000_000;

    private final CheckedCopies copies = new CheckedCopies(60_000);

    @Test
    void a_copy_is_served_for_the_maximum_age_after_it_was_stored() {
        assertThat(copies.isFresh("k", "e", NOW, NOW + 59_999)).isTrue();
        assertThat(copies.isFresh("k", "e", NOW, NOW + 60_000)).isFalse();
    }

    @Test
    void and_for_the_maximum_age_after_it_was_compared() {
        copies.checked("k", "e", NOW + 100_000);

        assertThat(copies.isFresh("k", "e", NOW, NOW + 159_999)).isTrue();
        assertThat(copies.isFresh("k", "e", NOW, NOW + 160_000)).isFalse();
    }

    @Test
    void a_comparison_says_nothing_of_another_copy() {
        copies.checked("k", "e", NOW);

        assertThat(copies.isFresh("k", "other", 0, NOW)).isFalse();
        assertThat(copies.isFresh("other", "e", 0, NOW)).isFalse();
    }

    @Test
    void a_time_from_the_future_or_none_is_no_time() {
        assertThat(copies.isFresh("k", "e", NOW + 2_000, NOW)).isTrue();
        assertThat(copies.isFresh("k", "e", NOW + 2_001, NOW)).isFalse();
        assertThat(copies.isFresh("k", "e", -1, NOW)).isFalse();
    }

    @Test
    void no_age_at_all_asks_every_time() {
        assertThat(new CheckedCopies(0).isFresh("k", "e", NOW, NOW)).isFalse();
    }
}
