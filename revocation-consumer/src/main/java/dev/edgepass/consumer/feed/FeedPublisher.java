package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.core.Entry;
import dev.edgepass.consumer.feed.core.FeedStatus;
import dev.edgepass.consumer.feed.core.PublisherCore;
import dev.edgepass.consumer.feed.core.Step;
import dev.edgepass.consumer.feed.core.StoredHead;
import dev.edgepass.consumer.feed.r2.FeedBucket;
import dev.edgepass.consumer.feed.r2.R2Unavailable;
import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.log.LogTruncated;
import dev.edgepass.consumer.log.LogUnavailable;
import dev.edgepass.worker.BackgroundWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.SmartLifecycle;

/**
 * Performs the steps of {@link PublisherCore} on a thread of its own; segments are stored on others, so that a slow store holds up no head. No Redis here: with
 * Redis down a revocation is still published.
 */
public final class FeedPublisher extends BackgroundWorker implements SmartLifecycle {
    /** Of the records that the core takes at once. */
    private static final int ENTRIES_BYTES = 1 << 18;

    private final Supplier<PublisherCore> cores;
    private final EventLog events;
    private final EventReader reader;
    private final FeedBucket bucket;
    private final SegmentLoader segments;
    private final SegmentStores stores;
    private final FeedMetrics metrics;
    private final Runnable headStored;
    private volatile FeedStatus status;
    private Iterator<ConsumerRecord<byte[], byte[]>> unread = Collections.emptyIterator();
    private boolean topicsMade;

    /**
     * @param cores makes the state machine, at its start and, after an error that isn't foreseen, anew: it then resumes from the published feed
     * @param headStored is run when a head of ours is in the store; never fails
     */
    FeedPublisher(
            Supplier<PublisherCore> cores,
            EventLog events,
            EventReader reader,
            FeedBucket bucket,
            SegmentLoader segments,
            SegmentStores stores,
            FeedMetrics metrics,
            Runnable headStored) {
        super("feed-publisher");
        this.cores = cores;
        this.events = events;
        this.reader = reader;
        this.bucket = bucket;
        this.segments = segments;
        this.stores = stores;
        this.metrics = metrics;
        this.headStored = headStored;
        this.status = cores.get().status();
    }

    /** What it is doing; from any thread. */
    public FeedStatus status() {
        return status;
    }

    @Override
    protected void run() throws InterruptedException {
        PublisherCore core = cores.get();
        unread = Collections.emptyIterator();
        try (LogReader controlLog = events.control()) {
            while (isRunning()) {
                stores.tell(core);
                Step step = core.next();
                status = core.status();
                perform(step, core, controlLog);
            }
        }
    }

    private void perform(Step step, PublisherCore core, LogReader controlLog) throws InterruptedException {
        if (step instanceof Step.Poll poll) {
            poll(Duration.ofMillis(poll.maxMillis()), core, controlLog);
        } else if (step instanceof Step.AskLogEnd) {
            askLogEnd(core, controlLog);
        } else if (step instanceof Step.AskOffsetAt ask) {
            askOffsetAt(ask.wallMillis(), core, controlLog);
        } else if (step instanceof Step.WriteHead write) {
            writeHead(write, core);
        } else if (step instanceof Step.StoreSegment segment) {
            stores.store(segment.segment());
        } else if (step instanceof Step.MirrorSegment segment) {
            stores.mirror(segment.segment());
        } else if (step instanceof Step.SweepSegments sweep) {
            stores.sweep(sweep.held(), sweep.named());
        } else if (step instanceof Step.ReadHead) {
            readHead(core);
        } else if (step instanceof Step.LoadSegments load) {
            loadSegments(load, core);
        } else if (step instanceof Step.Seek seek) {
            unread = Collections.emptyIterator();
            controlLog.seek(0, seek.position());
        } else if (step instanceof Step.Pause pause) {
            Thread.sleep(pause.millis());
        }
    }

    private void poll(Duration atMost, PublisherCore core, LogReader controlLog) throws InterruptedException {
        try {
            if (!unread.hasNext()) {
                unread = controlLog.poll(atMost).iterator();
            }
            core.entries(nextEntries());
        } catch (LogTruncated e) {
            core.logTruncated(e.getMessage());
        } catch (LogUnavailable e) {
            metrics.noticed(e.getMessage());
            Thread.sleep(atMost.toMillis());
        }
    }

    /** A piece of what was read: one record can have 10,000 targets, and the core may have to seal before it takes more. */
    private List<Entry> nextEntries() {
        List<Entry> entries = new ArrayList<>();
        for (int bytes = 0; bytes < ENTRIES_BYTES && unread.hasNext(); ) {
            ConsumerRecord<byte[], byte[]> message = unread.next();
            bytes += Math.max(0, message.serializedValueSize());
            entries.add(LogEntry.of(message, reader, metrics::unreadable));
        }
        return entries;
    }

    private void askLogEnd(PublisherCore core, LogReader controlLog) {
        try {
            if (!topicsMade) {
                events.ensureTopics();
                topicsMade = true;
            }
            LogEnd end = controlLog.end();
            core.logEnd(end.offset(0), end.topicId());
        } catch (LogUnavailable e) {
            metrics.noticed(e.getMessage());
            core.logEndUnknown();
        }
    }

    private void askOffsetAt(long wallMillis, PublisherCore core, LogReader controlLog) {
        try {
            core.offsetAt(controlLog.offsetAt(0, wallMillis));
        } catch (LogUnavailable e) {
            metrics.noticed(e.getMessage());
            core.offsetAtUnknown();
        }
    }

    private void readHead(PublisherCore core) {
        Optional<StoredHead> head;
        try {
            head = bucket.readHead();
        } catch (R2Unavailable e) {
            metrics.r2Failed(e);
            core.headUnread();
            return;
        }
        core.headRead(head.orElse(null));
    }

    private void writeHead(Step.WriteHead write, PublisherCore core) {
        Optional<String> etag;
        try {
            etag = bucket.writeHead(write.compact(), Optional.ofNullable(write.ifMatch()));
        } catch (R2Unavailable e) {
            metrics.r2Failed(e);
            core.headUnanswered();
            return;
        }
        etag.ifPresentOrElse(core::headWritten, core::headRefused);
        if (etag.isPresent()) {
            headStored.run();
        }
    }

    private void loadSegments(Step.LoadSegments load, PublisherCore core) {
        try {
            core.segmentsLoaded(segments.load(load.segments()));
        } catch (R2Unavailable e) {
            metrics.r2Failed(e);
            core.segmentsUnread();
        } catch (SegmentLoader.SegmentLost e) {
            core.segmentsLost(e.getMessage());
        }
    }
}
