package dev.edgepass.consumer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    private final Differences differences = new Differences();

    private void add(int number, boolean hasLive, boolean isSecondLook) {
        Cell cell = new Cell("link:" + number, Cell.Kind.STRING, "");
        differences.add(cell, new Difference(cell.toString(), hasLive ? "a" : null, "b"), isSecondLook);
    }

    @Test
    void a_value_that_both_models_have_is_counted_once_though_it_is_looked_at_twice() {
        for (int number = 0; number < Differences.MOST_KEPT + 10; number++) {
            add(number, true, false);
        }
        for (int number = 0; number < Differences.MOST_KEPT + 10; number++) {
            add(number, true, true);
        }
        add(-1, false, true);

        assertThat(differences.count()).isEqualTo(Differences.MOST_KEPT + 11);
        assertThat(differences.cells()).hasSize(Differences.MOST_KEPT);
        assertThat(differences.hasAll()).isFalse();
    }

    @Test
    void a_few_are_all_kept_and_the_first_hundred_are_printed() {
        for (int number = 0; number < 120; number++) {
            add(number, true, false);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        differences.print(List.of(new Difference("feed keys", "[]", "[k1]")), new PrintStream(out));

        assertThat(differences.hasAll()).isTrue();
        assertThat(out.toString().lines()).hasSize(101).last().isEqualTo("... and 21 more");
    }
}
