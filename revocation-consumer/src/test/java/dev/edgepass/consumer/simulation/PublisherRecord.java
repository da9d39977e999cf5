package dev.edgepass.consumer.simulation;

import dev.edgepass.consumer.feed.core.HeadWrite;
import dev.edgepass.consumer.feed.core.UnrecordedHeads;
import dev.edgepass.event.FeedPublished;
import dev.edgepass.feed.FeedHead;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What a publisher's process records of its heads, some time later, if it lives: the topic loses nothing, and may take a record twice. With true times, since the
 * clocks of the model are wrong by design; those of the code are compared with the publisher's clock here. Its choices are its own, so that it changes no other's.
 */
final class PublisherRecord {
    private static final long LONGEST = 20_000;

    private final Model model;
    private final PublisherProcess process;
    private final PublisherNode node;
    private final SplittableRandom random;
    private final UnrecordedHeads unrecorded = new UnrecordedHeads();
    private final Map<Long, Sent> sent = new HashMap<>();
    private boolean waiting;

    private record Sent(long wallMillis, long trueMillis) {}

    PublisherRecord(Model model, PublisherProcess process, PublisherNode node) {
        this.model = model;
        this.process = process;
        this.node = node;
        this.random = new SplittableRandom(process.name().hashCode());
    }

    /** {@code head} is about to be signed, and then sent. */
    FeedHead sent(FeedHead head) {
        sent.put(head.sequence(), new Sent(node.wallMillis(), now()));
        return head;
    }

    private long now() {
        return Scheduler.EPOCH + model.now();
    }

    void published(HeadWrite written) {
        Sent at = sent.get(written.head().sequence());
        if (at == null
                || written.sentAt() != at.wallMillis()
                || written.storedBy() != Math.max(at.wallMillis(), node.wallMillis())) {
            throw new Violation(
                    Invariant.KNOWN_AT_EDGE_IS_TRUE,
                    process.name(),
                    "a head that was sent at " + at + " by its clock, which is now " + node.wallMillis()
                            + ", is said to have been sent at " + written.sentAt() + " and stored by "
                            + written.storedBy());
        }
        long sentAt = model.has(Planted.SENT_TIME_TAKEN_AT_THE_ANSWER) ? now() : at.trueMillis();
        unrecorded.published(new HeadWrite(written.head(), written.replaced(), sentAt, now()));
        recordLater();
    }

    private void recordLater() {
        if (!waiting) {
            waiting = true;
            model.scheduler.in(random.nextLong(LONGEST), () -> process.when(this::record));
        }
    }

    private void record() {
        waiting = false;
        for (FeedPublished event = unrecorded.next(0); event != null; event = unrecorded.next(0)) {
            int outcome = random.nextInt(10);
            if (outcome > 0) {
                model.oracle.records().recorded(process.name(), event);
            }
            if (outcome < 2) {
                // Not written, or written and not acknowledged.
                recordLater();
                return;
            }
            unrecorded.recorded(event);
        }
    }
}
