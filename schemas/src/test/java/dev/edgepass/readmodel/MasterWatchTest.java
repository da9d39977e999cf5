package dev.edgepass.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MasterWatchTest {
    private final Deque<String> answers = new ArrayDeque<>();
    private final AtomicInteger reconnections = new AtomicInteger();
    private final MasterWatch watch = new MasterWatch(this::answer, reconnections::incrementAndGet);

    @Test
    void another_master_ends_the_connection_to_the_former_one_once() {
        look("a:1", "a:1", "b:1", "b:1");

        assertThat(reconnections).hasValue(1);
    }

    @Test
    void the_first_answer_and_silence_change_nothing() {
        look("", "a:1", "", "a:1");

        assertThat(reconnections).hasValue(0);
    }

    @Test
    void a_change_during_silence_is_noticed_after_it() {
        look("a:1", "", "b:1");

        assertThat(reconnections).hasValue(1);
    }

    private void look(String... masters) {
        answers.addAll(List.of(masters));
        while (!answers.isEmpty()) {
            watch.look();
        }
    }

    /** An empty one means that no Sentinel answers. */
    private String answer() {
        String next = answers.remove();
        if (next.isEmpty()) {
            throw new IllegalStateException("no Sentinel answers");
        }
        return next;
    }
}
