package dev.edgepass.edge.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DoorkeeperTest {
    @Test
    void knows_what_came_before() {
        Doorkeeper doorkeeper = new Doorkeeper(64);

        assertThat(doorkeeper.knows("header.payload.signature")).isFalse();
        assertThat(doorkeeper.knows("header.payload.signature")).isTrue();
        assertThat(doorkeeper.knows("header.payload.another")).isFalse();
        assertThat(doorkeeper.knows("")).isFalse();
    }

    @Test
    void hardly_takes_one_for_another() {
        Doorkeeper doorkeeper = new Doorkeeper(4_096);
        Random random = new Random(1);
        int mistaken = 0;
        for (int i = 0; i < 10_000; i++) {
            mistaken += doorkeeper.knows("token." + Long.toString(random.nextLong(), 36)) ? 1 : 0;
        }

        assertThat(mistaken).isLessThan(10);
    }

    @Test
    void of_as_many_as_it_has_places_for_most_are_known() {
        Doorkeeper doorkeeper = new Doorkeeper(4_096);
        int known = 0;
        for (int round = 0; round < 2; round++) {
            Random random = new Random(2);
            for (int i = 0; i < 1_000; i++) {
                known += doorkeeper.knows(Long.toString(random.nextLong(), 36)) ? 1 : 0;
            }
        }

        assertThat(known).isGreaterThan(700);
    }
}
