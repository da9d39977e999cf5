package dev.edgepass.consumer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.Segment;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LostEventsTest {
    private static final Fingerprint A = new Fingerprint(1, 1);
    private static final Fingerprint B = new Fingerprint(2, 2);
    private static final HandleState BLOCKED = new HandleState(0, 1);
    private static final HandleState CUT = new HandleState(7, 0);

    private final TreeMap<Fingerprint, HandleState> feed = new TreeMap<>();
    private final TreeMap<Fingerprint, HandleState> log = new TreeMap<>();

    @Test
    void what_both_say_is_not_lost() {
        feed.put(A, BLOCKED);
        feed.put(B, CUT);
        log.putAll(feed);

        assertThat(lost()).isEqualTo(new LostEvents(List.of(), List.of(), List.of()));
    }

    @Test
    void a_block_that_only_the_feed_has_is_lost_whatever_its_cutoff() {
        feed.put(A, new HandleState(7, 1));
        log.put(A, new HandleState(5, 0));
        feed.put(B, BLOCKED);

        assertThat(lost()).isEqualTo(new LostEvents(List.of(A, B), List.of(), List.of()));
    }

    @Test
    void a_cutoff_that_is_higher_in_the_feed_is_lost_and_one_that_is_higher_in_the_log_isnt() {
        feed.put(A, CUT);
        feed.put(B, CUT);
        log.put(B, new HandleState(9, 0));

        assertThat(lost()).isEqualTo(new LostEvents(List.of(), List.of(A), List.of()));
    }

    @Test
    void a_block_that_only_the_log_has_was_lifted() {
        log.put(A, BLOCKED);
        feed.put(B, CUT);
        log.put(B, new HandleState(7, 1));

        assertThat(lost()).isEqualTo(new LostEvents(List.of(), List.of(), List.of(A, B)));
        assertThat(lost().fingerprints()).containsExactlyInAnyOrder(A, B);
    }

    private LostEvents lost() {
        return LostEvents.of(Segment.of(feed), Segment.of(log));
    }
}
