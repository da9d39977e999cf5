package dev.edgepass.consumer.feed.core;

import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.feed.LogEntry;
import dev.edgepass.consumer.feed.core.FeedStatus.Role;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.release.Release;
import dev.edgepass.event.Effect;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleasePublisherTest {
    private final World world = new World();

    @Test
    void the_publisher_resumes_from_the_head_of_release_0() {
        FeedHead before = Release.ZERO.head();
        world.topicId = before.topicId();
        Release.ZERO
                .controlLog()
                .forEach(message -> world.log.add(LogEntry.of(message, new EventReader(), (at, why) -> {})));
        world.head = new StoredHead(new PlainSeal().sign(before), "etag-0", World.EPOCH);
        List<Segment> segments = Release.ZERO.segments();
        for (int i = 0; i < segments.size(); i++) {
            world.segmentsInR2.put(
                    before.segments().get(i).hash(), segments.get(i).toBytes());
        }
        Publisher publisher = new Publisher(world, Publisher.TERMS);
        publisher.run(30_000);

        assertThat(publisher.core.status().role()).isEqualTo(Role.LEADING);
        FeedHead resumed = world.lastHead();
        assertThat(resumed.position()).isEqualTo(before.position());
        assertThat(resumed.term()).isEqualTo(before.term() + 1);
        assertThat(resumed.sequence()).isGreaterThan(before.sequence());
        assertThat(resumed.keys()).isEqualTo(before.keys());
        // Release 0 knew no marks: its segments are copied to KV again, and marked once KV has them.
        assertThat(resumed.segments())
                .isEqualTo(
                        before.segments().stream().map(SegmentRef::asMirrored).toList());
        assertThat(resumed.gaps().isHeld()).isFalse();

        long next = world.append(revoked("R-next", Effect.BLOCK, link("next")));
        publisher.run(3_000);
        assertThat(world.lastHead().position()).isEqualTo(next);
        assertThat(world.view().stateOf(new Handle(Handle.Kind.LINK, "next")).blocked())
                .isTrue();
    }
}
