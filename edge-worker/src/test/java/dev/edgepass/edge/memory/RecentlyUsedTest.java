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
}
