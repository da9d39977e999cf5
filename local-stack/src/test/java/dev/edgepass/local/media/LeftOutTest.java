package dev.edgepass.local.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeftOutTest {
    @Test
    void each_is_told_and_how_many_they_are() {
        assertThat(LeftOut.lines(List.of("a: bad", "b: bad"), 7))
                .containsExactly(
                        "Not uploaded: a: bad",
                        "Not uploaded: b: bad",
                        "Not uploaded: 2 in all. Going on with the other files: 7.");
    }

    @Test
    void the_list_is_bounded_and_says_so() {
        List<String> reasons =
                IntStream.range(0, 1_000).mapToObj(number -> number + ": bad").toList();

        assertThat(LeftOut.lines(reasons, 0))
                .hasSize(21)
                .endsWith(
                        "Not uploaded: 19: bad",
                        "Not uploaded: 1000 in all, of which 980 aren't listed here. Going on with the other files: 0.");
    }

    @Test
    void where_all_are_there_nothing_is_said() {
        assertThat(LeftOut.lines(List.of(), 7)).isEmpty();
    }
}
