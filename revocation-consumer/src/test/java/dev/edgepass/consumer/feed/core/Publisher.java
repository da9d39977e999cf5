package dev.edgepass.consumer.feed.core;

import dev.edgepass.feed.Segment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Drives a {@link PublisherCore} in a {@link World}: what the shell does, on virtual time. */
final class Publisher implements FeedObserver {
    static final FeedTerms TERMS = new FeedTerms("p1", 1_200, 5_000, 1_000, 120_000, World.PRUNE_AGE);
    /** That seals early. */
    static final FeedTerms SEALING_AT_TEN = new FeedTerms("p1", 1_200, 5_000, 10, 120_000, World.PRUNE_AGE);

    private static final byte[] KEY = new byte[16];
    /** Of one poll. */
    private static final int MOST_RECORDS = 2_000;

    final World world;
    final PublisherCore core;
    final List<Step> steps = new ArrayList<>();
    final List<Long> lags = new ArrayList<>();
    final List<String> alarms = new ArrayList<>();
    final Deque<NamedSegment> unstored = new ArrayDeque<>();
    final Deque<NamedSegment> unmirrored = new ArrayDeque<>();
    /** What happens to the next writes of the head: performed and answered unless said otherwise. */
    final Deque<Fate> fates = new ArrayDeque<>();

    /** Of all writes of the head, where {@link #fates} has none. */
    @Nullable
    Fate fate;

    boolean segmentsAnswer = true;
    boolean kvAnswers = true;
    boolean sweepsAnswer = true;
    private int readTo;

    /** Of a write. */
    enum Fate {
        LOST,
        WRITTEN_UNANSWERED,
        WRITTEN_AND_REFUSED
    }

    Publisher(World world, FeedTerms terms) {
        this.world = world;
        this.core = new PublisherCore(terms, world, new PlainSeal(), () -> KEY, this);
    }

    static FeedTerms named(String id) {
        return new FeedTerms(
                id,
                TERMS.minIntervalMillis(),
                TERMS.heartbeatMillis(),
                TERMS.sealEntries(),
                TERMS.sealIntervalMillis(),
                TERMS.pruneAgeMillis());
    }

    @Override
    public void published(HeadWrite written, List<Long> acceptedAt) {
        acceptedAt.forEach(at -> lags.add(world.wallMillis() - at));
    }

    @Override
    public void changed(FeedStatus status) {
        if (status.role() == FeedStatus.Role.HALTED) {
            alarms.add(status.detail());
        }
    }

    @Override
    public void held(String reason) {
        alarms.add(reason);
    }

    /** Lets it work for that long; a step takes a millisecond, and waiting takes what it takes. */
    void run(long millis) {
        long until = world.monotonicMillis() + millis;
        while (world.monotonicMillis() < until) {
            long waited = step(until - world.monotonicMillis());
            world.pass(Math.max(1, waited));
        }
    }

    /** One step; gives the milliseconds that it waits. */
    long step(long atMost) {
        Step step = core.next();
        steps.add(step);
        if (step instanceof Step.Poll poll) {
            return poll(Math.min(poll.maxMillis(), atMost));
        } else if (step instanceof Step.Pause pause) {
            return Math.min(pause.millis(), atMost);
        } else if (step instanceof Step.AskLogEnd) {
            if (world.brokerUp) {
                core.logEnd(world.log.size(), world.topicId);
            } else {
                core.logEndUnknown();
            }
        } else if (step instanceof Step.ReadHead) {
            if (world.r2Up) {
                core.headRead(world.head);
            } else {
                core.headUnread();
            }
        } else if (step instanceof Step.Seek seek) {
            readTo = (int) seek.position();
        } else if (step instanceof Step.WriteHead write) {
            write(write);
        } else if (step instanceof Step.AskOffsetAt ask) {
            if (world.brokerUp) {
                core.offsetAt(world.offsetAt(ask.wallMillis()));
            }
        } else if (step instanceof Step.StoreSegment store) {
            unstored.add(store.segment());
            if (segmentsAnswer) {
                storeSegments();
            }
        } else if (step instanceof Step.MirrorSegment mirror) {
            unmirrored.add(mirror.segment());
            if (kvAnswers) {
                mirrorSegments();
            }
        } else if (step instanceof Step.SweepSegments) {
            if (sweepsAnswer) {
                core.segmentsSwept();
            }
        } else if (step instanceof Step.LoadSegments load) {
            load(load);
        }
        return 0;
    }

    /** Copies for KV that it asked for. */
    long mirrors() {
        return steps.stream().filter(Step.MirrorSegment.class::isInstance).count();
    }

    private long poll(long millis) {
        if (!world.brokerUp || readTo >= world.log.size()) {
            return millis;
        }
        if (readTo < world.logStart) {
            core.logTruncated("nothing at offset " + readTo);
            return 0;
        }
        int to = Math.min(readTo + MOST_RECORDS, world.log.size());
        core.entries(List.copyOf(world.log.subList(readTo, to)));
        readTo = to;
        return 0;
    }

    private void write(Step.WriteHead write) {
        Fate now = fates.isEmpty() ? fate : fates.poll();
        if (!world.r2Up || now == Fate.LOST) {
            core.headUnanswered();
        } else if (!world.put(write) || now == Fate.WRITTEN_AND_REFUSED) {
            core.headRefused();
        } else if (now == Fate.WRITTEN_UNANSWERED) {
            core.headUnanswered();
        } else {
            core.headWritten(world.head.etag());
        }
    }

    void storeSegments() {
        while (!unstored.isEmpty()) {
            NamedSegment segment = unstored.remove();
            if (world.r2Up) {
                world.segmentsInR2.put(segment.hash(), segment.segment().toBytes());
            }
            core.segmentStored(segment.hash(), world.r2Up);
        }
    }

    void mirrorSegments() {
        while (!unmirrored.isEmpty()) {
            NamedSegment segment = unmirrored.remove();
            if (world.kvUp) {
                world.segmentsInKv.put(segment.hash(), segment.segment().toBytes());
            }
            core.segmentMirrored(segment.hash(), world.kvUp);
        }
    }

    private void load(Step.LoadSegments load) {
        List<Segment> segments = new ArrayList<>();
        for (var ref : load.segments()) {
            byte[] bytes = world.segmentsInR2.get(ref.hash());
            if (!world.r2Up) {
                core.segmentsUnread();
                return;
            }
            if (bytes == null) {
                core.segmentsLost("segment " + ref.hash() + " is gone");
                return;
            }
            segments.add(Segment.of(bytes));
        }
        core.segmentsLoaded(segments);
    }
}
