package dev.edgepass.edge.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentlyUsedTest {
    private final RecentlyUsed<String> memory = new RecentlyUsed<>(10);

    @Test
    void what_is_used_stays_and_what_is_not_goes() {
        memory.remember("used", "value");
        memory.remember("unused", "value");
        for (int i = 0; i < 30; i++) {
            memory.remember("other-" + i, "value");
            assertThat(memory.find("used")).isEqualTo("value");
        }

        assertThat(memory.find("unused")).isNull();
    }

    @Test
    void two_generations_weigh_no_more_than_twice_one() {
        for (int i = 0; i < 100; i++) {
            memory.remember("key-" + i, "value", 1 + i % 5);
            int weight = 0;
            for (int k = 0; k <= i; k++) {
                weight += memory.find("key-" + k) == null ? 0 : 1 + k % 5;
            }
            assertThat(weight).isBetween(1, 20);
        }
    }

    @Test
    void what_is_heavier_than_a_generation_is_not_kept() {
        memory.remember("key", "value", 10);
        assertThat(memory.find("key")).isEqualTo("value");

        memory.remember("key", "heavier", 11);
        assertThat(memory.find("key")).isNull();
    }

    @Test
    void a_new_value_takes_the_place_and_the_weight_of_the_old_one() {
        for (int i = 0; i < 50; i++) {
            memory.remember("key", "value-" + i, 9);
        }
        memory.remember("other", "value");

        assertThat(memory.find("key")).isEqualTo("value-49");
        assertThat(memory.find("other")).isEqualTo("value");
    }

    @Test
    void what_is_forgotten_is_gone_from_both_generations() {
        memory.remember("key", "value", 6);
        memory.remember("other", "value", 6);

        memory.forget("key");
        memory.forget("other");

        assertThat(memory.find("key")).isNull();
        assertThat(memory.find("other")).isNull();
    }
}
