package dev.edgepass.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SegmentMergeTest {
    private static final Fingerprint F = new Fingerprint(1, 2);

    @Property(tries = 500)
    void gives_what_a_map_would_that_takes_one_segment_after_the_other(
            @ForAll long seed, @ForAll @IntRange(max = 9) int segments, @ForAll boolean bottom) {
        Random random = new Random(seed);
        long prunedTo = random.nextInt(3) == 0 ? 0 : random.nextInt(60);
        List<Segment> oldestFirst = new ArrayList<>();
        SortedMap<Fingerprint, HandleState> expected = new TreeMap<>();
        for (int i = 0; i < segments; i++) {
            SortedMap<Fingerprint, HandleState> states = states(random);
            oldestFirst.add(Segment.of(states));
            expected.putAll(states);
        }
        expected.replaceAll(
                (fingerprint, state) -> state.cutoff() <= prunedTo ? new HandleState(0, state.blockedAt()) : state);
        if (bottom) {
            expected.values().removeIf(HandleState::isClear);
        }

        Segment merged = SegmentMerge.of(oldestFirst, bottom, prunedTo);

        assertThat(merged.toBytes()).isEqualTo(Segment.of(expected).toBytes());
    }

    /** Few fingerprints and both signs, so that segments overlap and order is unsigned. */
    private static SortedMap<Fingerprint, HandleState> states(Random random) {
        SortedMap<Fingerprint, HandleState> states = new TreeMap<>();
        for (int n = random.nextInt(40); n > 0; n--) {
            long cutoff = random.nextInt(4) == 0 ? 1L << 40 : random.nextInt(100);
            states.put(
                    new Fingerprint(random.nextInt(4) - 2, random.nextInt(10) - 5),
                    new HandleState(random.nextBoolean() ? 0 : cutoff, random.nextInt(2)));
        }
        return states;
    }

    @Test
    void a_clear_entry_stays_until_what_it_lifts_is_merged_too() {
        Segment lifted = segment(HandleState.CLEAR);

        assertThat(SegmentMerge.of(List.of(lifted), false, 0).find(F)).isEqualTo(HandleState.CLEAR);
        assertThat(SegmentMerge.of(List.of(segment(new HandleState(9, 0)), lifted), true, 0)
                        .size())
                .isZero();
    }

    @Test
    void a_pruned_cutoff_still_lifts_the_block_below_it() {
        Segment young = segment(new HandleState(5, 0));
        Segment old = segment(new HandleState(3, 1));

        assertThat(SegmentMerge.of(List.of(young), false, 5).find(F)).isEqualTo(HandleState.CLEAR);
        assertThat(SegmentMerge.of(List.of(old, young), true, 5).size()).isZero();
    }

    @Test
    void a_blocked_handle_stays_blocked_when_its_cutoff_is_pruned() {
        assertThat(SegmentMerge.of(List.of(segment(new HandleState(5, 1))), true, 5)
                        .find(F))
                .isEqualTo(new HandleState(0, 1));
    }

    @Test
    void expired_are_entries_with_nothing_but_a_cutoff_that_no_token_can_have() {
        Segment segment = Segment.of(new TreeMap<>(Map.of(
                new Fingerprint(1, 1), new HandleState(5, 0),
                new Fingerprint(1, 2), new HandleState(6, 0),
                new Fingerprint(1, 3), new HandleState(5, 1),
                new Fingerprint(1, 4), HandleState.CLEAR)));

        assertThat(segment.expired(5)).isEqualTo(1);
        assertThat(segment.expired(0)).isZero();
    }

    @Test
    void nothing_merges_into_nothing() {
        assertThat(SegmentMerge.of(List.of(), true, 0).size()).isZero();
    }

    private static Segment segment(HandleState state) {
        return Segment.of(new TreeMap<>(Map.of(F, state)));
    }
}
