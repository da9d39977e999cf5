package dev.edgepass.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentMerge;
import java.util.List;
import java.util.TreeMap;

/** An accepted segment is its bytes, whatever order they claim: it can be searched, copied and merged without an error. */
public final class SegmentFuzz {
    private SegmentFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        Segment segment;
        try {
            segment = Segment.of(input);
        } catch (MalformedException e) {
            return;
        }
        assertThat(segment.toBytes()).isEqualTo(input);
        TreeMap<Fingerprint, HandleState> states = new TreeMap<>();
        segment.copyInto(states);
        Segment sorted = Segment.of(states);
        states.forEach(
                (fingerprint, state) -> assertThat(sorted.find(fingerprint)).isEqualTo(state));
        for (int i = 0; i < segment.size(); i++) {
            segment.find(segment.fingerprint(i));
        }
        assertThat(segment.expired(Long.MAX_VALUE)).isLessThanOrEqualTo(segment.size());
        Segment merged = SegmentMerge.of(List.of(segment, sorted), false, 0);
        assertThat(merged.size()).isBetween(sorted.size(), segment.size() + sorted.size());
        assertThat(SegmentMerge.of(List.of(sorted, sorted), false, 0).toBytes()).isEqualTo(sorted.toBytes());
    }
}
