package dev.edgepass.consumer.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.feed.LogEntry;
import dev.edgepass.consumer.feed.core.FeedFold;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.event.UnknownEventException;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.feed.Segment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The log of release 0, folded by this build, is the feed that release 0 published. */
class ReleaseFeedTest {
    private final FeedHead head = Release.ZERO.head();
    private final List<Long> unreadable = new ArrayList<>();

    @Test
    void the_log_gives_an_equal_set_of_entries_and_keys() {
        FeedFold published = FeedFold.of(head, Release.ZERO.segments());
        FeedFold replayed = fold();

        Segment before = published.inForce(head.prunedTo());
        Segment now = replayed.inForce(head.prunedTo());
        assertThat(before.size()).isGreaterThan(1_200);
        assertThat(now.toBytes()).isEqualTo(before.toBytes());
        assertThat(new HashSet<PublicKey>(replayed.keys())).isEqualTo(new HashSet<>(published.keys()));
        assertThat(replayed.position()).isEqualTo(head.position());
    }

    @Test
    void the_one_record_that_no_reader_takes_is_passed_over_as_release_0_did() {
        fold();

        assertThat(unreadable).hasSize(1);
    }

    private FeedFold fold() {
        FeedFold fold = FeedFold.empty(head.fingerprintKey());
        EventReader reader = new EventReader();
        for (ConsumerRecord<byte[], byte[]> message : Release.ZERO.controlLog()) {
            fold.apply(LogEntry.of(message, reader, (position, reason) -> {
                assertThat(reason).isNotInstanceOf(UnknownEventException.class);
                unreadable.add(position);
            }));
        }
        return fold;
    }
}
