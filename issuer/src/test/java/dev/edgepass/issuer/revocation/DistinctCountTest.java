package dev.edgepass.issuer.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DistinctCountTest {
    @Test
    void each_name_counts_once() {
        DistinctCount count = new DistinctCount(48 << 20);
        int added = 0;
        for (int i = 0; i < 400_000; i++) {
            added += count.add("v-" + i % 200_000) ? 1 : 0;
        }
        assertThat(added).isEqualTo(200_000);
        assertThat(count.size()).isEqualTo(200_000);
        assertThat(count.isFull()).isFalse();
    }

    @Test
    void a_count_is_full_with_the_first_name_that_it_has_no_room_for() {
        DistinctCount count = new DistinctCount(2 * 128);
        assertThat(count.add("a")).isTrue();
        assertThat(count.add("b")).isTrue();
        assertThat(count.add("a")).isFalse();
        assertThat(count.isFull()).isFalse();

        assertThat(count.add("c")).isFalse();
        assertThat(count.isFull()).isTrue();
        assertThat(count.size()).isEqualTo(2);
    }

    @Test
    void a_full_count_says_so_and_counts_no_further() {
        DistinctCount count = new DistinctCount(48 << 20);
        for (int i = 0; i < 400_000; i++) {
            count.add("v-" + i);
        }
        assertThat(count.isFull()).isTrue();
        assertThat(count.size()).isEqualTo(393_216);
    }
}
