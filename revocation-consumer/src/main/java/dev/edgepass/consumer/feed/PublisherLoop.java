package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.core.Entry;
import dev.edgepass.consumer.feed.core.FeedObserver;
import dev.edgepass.consumer.feed.core.FeedStatus;
import dev.edgepass.consumer.feed.core.PublisherCore;
import dev.edgepass.consumer.feed.core.Step;
import dev.edgepass.consumer.feed.core.StoredHead;
import dev.edgepass.consumer.feed.r2.FeedStore;
import dev.edgepass.consumer.feed.r2.R2Unavailable;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogTruncated;
import dev.edgepass.consumer.log.LogUnavailable;
import dev.edgepass.consumer.log.SeekableLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Performs the steps of one {@link PublisherCore}, each by a call that blocks, and gives it the outcomes. After an unexpected exception it is of no more
 * use: another one, with another core, resumes from the published feed. For one thread.
 */
public final class PublisherLoop {
    /** Of the records that the core takes at once. */
    private static final int ENTRIES_BYTES = 1 << 18;

    private final PublisherCore core;
    private final SeekableLog log;
    private final Runnable ensureTopics;
    private final Function<ConsumerRecord<byte[], byte[]>, Entry> entryOf;
    private final FeedStore store;
    private final SegmentLoader segments;
    private final SegmentJobs jobs;
    private final FeedObserver observer;
    private final Runnable headStored;
    private final Sleep sleep;
    private Iterator<ConsumerRecord<byte[], byte[]>> unread = Collections.emptyIterator();
    private boolean topicsMade;

    /** Blocks for so many milliseconds. */
    @FunctionalInterface
    public interface Sleep {
        void of(long millis) throws InterruptedException;
    }

    /**
     * @param log the control topic
     * @param ensureTopics makes the topics that are missing, or throws {@link LogUnavailable}
     * @param headStored is run when a head of ours is in the store; never fails
     */
    public PublisherLoop(
            PublisherCore core,
            SeekableLog log,
            Runnable ensureTopics,
            Function<ConsumerRecord<byte[], byte[]>, Entry> entryOf,
            FeedStore store,
            SegmentJobs jobs,
            FeedObserver observer,
            Runnable headStored,
            Sleep sleep) {
        this.core = core;
        this.log = log;
        this.ensureTopics = ensureTopics;
        this.entryOf = entryOf;
        this.store = store;
        this.segments = new SegmentLoader(store);
        this.jobs = jobs;
        this.observer = observer;
        this.headStored = headStored;
        this.sleep = sleep;
    }

    /** The core's status after the last step. */
    public FeedStatus status() {
        return core.status();
    }

    /** Performs the next step, to its end. */
    public void turn() throws InterruptedException {
        jobs.tell(core);
        perform(core.next());
    }

    private void perform(Step step) throws InterruptedException {
        if (step instanceof Step.Poll poll) {
            poll(poll.maxMillis());
        } else if (step instanceof Step.AskLogEnd) {
            askLogEnd();
        } else if (step instanceof Step.AskOffsetAt ask) {
            askOffsetAt(ask.wallMillis());
        } else if (step instanceof Step.WriteHead write) {
            writeHead(write);
        } else if (step instanceof Step.StoreSegment segment) {
            jobs.store(segment.segment());
        } else if (step instanceof Step.MirrorSegment segment) {
            jobs.mirror(segment.segment());
        } else if (step instanceof Step.SweepSegments sweep) {
            jobs.sweep(sweep.held(), sweep.named());
        } else if (step instanceof Step.ReadHead) {
            readHead();
        } else if (step instanceof Step.LoadSegments load) {
            loadSegments(load);
        } else if (step instanceof Step.Seek seek) {
            unread = Collections.emptyIterator();
            log.seek(0, seek.position());
        } else if (step instanceof Step.Pause pause) {
            sleep.of(pause.millis());
        }
    }

    private void poll(long maxMillis) throws InterruptedException {
        try {
            if (!unread.hasNext()) {
                unread = log.poll(Duration.ofMillis(maxMillis)).iterator();
            }
            core.entries(nextEntries());
        } catch (LogTruncated e) {
            core.logTruncated(e.getMessage());
        } catch (LogUnavailable e) {
            observer.noticed(e.getMessage());
            sleep.of(maxMillis);
        }
    }

    /** A piece of the records that were read: one record can have 10,000 targets, and the core may have to seal before it takes more. */
    private List<Entry> nextEntries() {
        List<Entry> entries = new ArrayList<>();
        for (int bytes = 0; bytes < ENTRIES_BYTES && unread.hasNext(); ) {
            ConsumerRecord<byte[], byte[]> message = unread.next();
            bytes += Math.max(0, message.serializedValueSize());
            entries.add(entryOf.apply(message));
        }
        return entries;
    }

    private void askLogEnd() {
        try {
            if (!topicsMade) {
                ensureTopics.run();
                topicsMade = true;
            }
            LogEnd end = log.end();
            core.logEnd(end.offset(0), end.topicId());
        } catch (LogUnavailable e) {
            observer.noticed(e.getMessage());
            core.logEndUnknown();
        }
    }

    private void askOffsetAt(long wallMillis) {
        try {
            core.offsetAt(log.offsetAt(0, wallMillis));
        } catch (LogUnavailable e) {
            observer.noticed(e.getMessage());
        }
    }

    private void readHead() {
        Optional<StoredHead> head;
        try {
            head = store.readHead();
        } catch (R2Unavailable e) {
            observer.r2Failed(e);
            core.headUnread();
            return;
        }
        core.headRead(head.orElse(null));
    }

    private void writeHead(Step.WriteHead write) {
        Optional<String> etag;
        try {
            etag = store.writeHead(write.compact(), Optional.ofNullable(write.ifMatch()));
        } catch (R2Unavailable e) {
            observer.r2Failed(e);
            core.headUnanswered();
            return;
        }
        etag.ifPresentOrElse(core::headWritten, core::headRefused);
        if (etag.isPresent()) {
            headStored.run();
        }
    }

    private void loadSegments(Step.LoadSegments load) {
        try {
            core.segmentsLoaded(segments.load(load.segments()));
        } catch (R2Unavailable e) {
            observer.r2Failed(e);
            core.segmentsUnread();
        } catch (SegmentLoader.SegmentLost e) {
            core.segmentsLost(e.getMessage());
        }
    }
}
