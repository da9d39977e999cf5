package dev.edgepass.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.encoding.MalformedException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SegmentTest {
    @Property(tries = 200)
    void finds_what_was_put_in_and_nothing_else(
            @ForAll long seed, @ForAll @IntRange(max = 300) int size, @ForAll boolean even) {
        Random random = new Random(seed);
        TreeMap<Fingerprint, HandleState> states = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            // Spread evenly, as they are; or few high halves, so that runs of equal ones are met.
            states.put(
                    new Fingerprint(even ? random.nextInt() : random.nextInt(4) - 2, random.nextInt()),
                    new HandleState(random.nextLong() >>> 11, random.nextInt(2)));
        }

        Segment segment = Segment.of(Segment.of(states).toBytes());

        assertThat(segment.size()).isEqualTo(states.size());
        states.forEach(
                (fingerprint, state) -> assertThat(segment.find(fingerprint)).isEqualTo(state));
        for (int high : new int[] {7, -1, 0, Integer.MIN_VALUE, random.nextInt()}) {
            Fingerprint other = new Fingerprint(high, random.nextInt());
            assertThat(segment.find(other)).isEqualTo(states.get(other));
        }
        Map<Fingerprint, HandleState> copied = new HashMap<>();
        segment.copyInto(copied);
        assertThat(copied).isEqualTo(states);
    }

    @Test
    void an_entry_takes_sixteen_bytes() {
        TreeMap<Fingerprint, HandleState> states = new TreeMap<>(Map.of(new Fingerprint(1, 2), new HandleState(3, 1)));

        assertThat(Segment.of(states).toBytes()).hasSize(8 + 16);
        assertThat(Segment.EMPTY.toBytes()).hasSize(8);
    }

    @Test
    void refuses_bytes_that_are_no_segment() {
        byte[] good = Segment.of(new TreeMap<>(Map.of(new Fingerprint(1, 2), HandleState.CLEAR)))
                .toBytes();

        assertThatThrownBy(() -> Segment.of(Arrays.copyOf(good, good.length - 4)))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Segment.of(Arrays.copyOf(good, good.length - 1)))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Segment.of(new byte[0])).isInstanceOf(MalformedException.class);
        good[0] ^= 1;
        assertThatThrownBy(() -> Segment.of(good)).isInstanceOf(MalformedException.class);
    }
}
