package dev.edgepass.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HeapShareTest {
    @Test
    void what_callers_can_fill_leaves_a_third_of_the_heap_to_everything_else() {
        long heap = 192L << 20;
        long shared = Arrays.stream(HeapShare.values())
                .mapToLong(share -> share.of(heap))
                .sum();
        assertThat(shared).isLessThan(heap / 3 * 2);
    }
}
