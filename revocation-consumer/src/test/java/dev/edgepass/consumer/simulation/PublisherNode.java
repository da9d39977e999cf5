package dev.edgepass.consumer.simulation;

import dev.edgepass.consumer.feed.core.Entry;
import dev.edgepass.consumer.feed.core.FeedClock;
import dev.edgepass.consumer.feed.core.FeedObserver;
import dev.edgepass.consumer.feed.core.FeedStatus;
import dev.edgepass.consumer.feed.core.NamedSegment;
import dev.edgepass.consumer.feed.core.PublisherCore;
import dev.edgepass.consumer.feed.core.Step;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import java.util.ArrayList;
import java.util.List;

/**
 * One process that runs the real {@link PublisherCore}: what the shell does, on virtual time. It may be killed, started anew, or stand still as in a long
 * collection of garbage; its wall clock is off, and may jump.
 */
final class PublisherNode implements FeedObserver, FeedClock {
    private static final int FETCH = 500;
    private static final long BROKER_TIMEOUT = 5_000;

    private final Model model;
    private final String name;
    private final double drift;
    private final PublisherFaults faults;
    private PublisherCore core;
    private String id;
    private int run;
    private boolean up;
    private long pausedUntil;
    private long skew;
    private long readTo;
    private FeedStatus.Role role = FeedStatus.Role.JOINING;
    private List<Runnable> stored = new ArrayList<>();

    PublisherNode(Model model, int number) {
        this.model = model;
        this.name = "publisher-" + number;
        this.id = name;
        this.drift = model.scheduler.between(-100, 100) / 1_000_000.0;
        this.skew = model.scheduler.between(-1_000, 1_000);
        this.faults = new PublisherFaults(model);
        this.core = newCore();
    }

    private PublisherCore newCore() {
        SimulatedSeal seal = new SimulatedSeal(model.scheduler, faults::beforeSigning) {
            @Override
            public String sign(FeedHead head) {
                String compact = super.sign(head);
                model.oracle.signed(compact, runName());
                return compact;
            }
        };
        return new PublisherCore(
                model.profile.terms(id, faults.tokenLifetimeSeconds()), this, seal, model.scheduler::bytes, this);
    }

    /** This process's name, of which no other run of it has the same. */
    private String runName() {
        return name + "/" + run;
    }

    boolean isUp() {
        return up;
    }

    void start() {
        run++;
        up = true;
        pausedUntil = 0;
        readTo = 0;
        role = FeedStatus.Role.JOINING;
        stored = new ArrayList<>();
        core = newCore();
        model.say(name, () -> "starts as " + id);
        turn(run);
    }

    /** As by {@code kill -9}: what is on its way to a store gets there. */
    void kill() {
        up = false;
        run++;
        model.say(name, () -> "is killed");
    }

    /** The next start is another publisher's. */
    void rename() {
        id += "'";
    }

    void pauseUntil(long time) {
        pausedUntil = time;
        model.say(name, () -> "stands still until " + time);
    }

    /** Moves the wall clock to so many milliseconds off the true time. */
    void setSkew(long millis) {
        skew = millis;
        model.say(name, () -> "has a clock that is " + millis + " ms off");
    }

    @Override
    public long wallMillis() {
        return Scheduler.EPOCH + model.now() + skew;
    }

    @Override
    public long monotonicMillis() {
        return model.now() + (long) (model.now() * drift);
    }

    @Override
    public void published(FeedHead head, List<Long> acceptedAt) {
        model.oracle.saidPublished(name, head);
    }

    @Override
    public void changed(FeedStatus status) {
        model.say(name, () -> status.role() + ": " + status.detail());
        model.oracle.changed(runName(), role, status);
        role = status.role();
    }

    @Override
    public void noticed(String what) {
        model.say(name, () -> what);
    }

    /** In this run of the process, and not while it stands still. */
    private void when(int ofRun, Runnable action) {
        if (!up || run != ofRun) {
            return;
        }
        if (model.now() < pausedUntil) {
            model.scheduler.at(pausedUntil, () -> when(ofRun, action));
            return;
        }
        try {
            action.run();
        } catch (Violation e) {
            throw e;
        } catch (RuntimeException e) {
            throw new Violation(name, e);
        }
    }

    private void turn(int ofRun) {
        when(ofRun, () -> {
            List<Runnable> done = stored;
            stored = new ArrayList<>();
            done.forEach(Runnable::run);
            Step step = core.next();
            if (step instanceof Step.AskLogEnd) {
                model.oracle.asked(id, wallMillis(), model.log.end());
            }
            model.scheduler.in(model.scheduler.between(0, 2), () -> when(ofRun, () -> perform(step, ofRun)));
        });
    }

    /** Tells the core what came of its step, and goes on. */
    private void answer(int ofRun, Runnable tell) {
        when(ofRun, () -> {
            tell.run();
            model.scheduler.in(1, () -> turn(ofRun));
        });
    }

    private void after(long millis, int ofRun, Runnable tell) {
        model.scheduler.in(millis, () -> answer(ofRun, tell));
    }

    private void perform(Step step, int ofRun) {
        if (step instanceof Step.Poll poll) {
            poll(poll.maxMillis(), ofRun);
        } else if (step instanceof Step.AskLogEnd) {
            askLogEnd(ofRun);
        } else if (step instanceof Step.ReadHead) {
            model.r2.read(
                    model.r2::head,
                    head -> answer(ofRun, () -> core.headRead(faults.readBack(head, runName()))),
                    () -> answer(ofRun, core::headUnread));
        } else if (step instanceof Step.WriteHead write) {
            writeHead(write, ofRun);
        } else if (step instanceof Step.LoadSegments load) {
            loadSegments(load.segments(), new ArrayList<>(), ofRun);
        } else if (step instanceof Step.AskOffsetAt ask) {
            askOffsetAt(ask.wallMillis(), ofRun);
        } else if (step instanceof Step.StoreSegment store) {
            store(store.segment(), ofRun);
            answer(ofRun, () -> {});
        } else if (step instanceof Step.MirrorSegment mirror) {
            mirror(mirror.segment(), ofRun);
            answer(ofRun, () -> {});
        } else if (step instanceof Step.Seek seek) {
            readTo = seek.position();
            answer(ofRun, () -> {});
        } else if (step instanceof Step.Pause pause) {
            after(pause.millis(), ofRun, () -> {});
        }
    }

    private void poll(long most, int ofRun) {
        if (!model.log.answersPublishers()) {
            after(most, ofRun, () -> {});
        } else if (readTo > model.log.end() && !model.has(Planted.TRUNCATION_HIDDEN)) {
            answer(ofRun, () -> core.logTruncated("nothing at offset " + readTo));
        } else if (readTo < model.log.end()) {
            after(model.scheduler.between(1, 15), ofRun, this::fetch);
        } else {
            long deadline = model.now() + most;
            boolean[] woken = new boolean[1];
            model.log.awaitAppend(() -> {
                if (!woken[0]) {
                    woken[0] = true;
                    after(model.scheduler.between(1, 15), ofRun, this::fetch);
                }
            });
            model.scheduler.at(deadline, () -> {
                if (!woken[0]) {
                    woken[0] = true;
                    answer(ofRun, () -> {});
                }
            });
        }
    }

    private void fetch() {
        if (model.log.answersPublishers() && readTo < model.log.end()) {
            List<Entry> entries = model.log.from(readTo, FETCH);
            readTo += entries.size();
            core.entries(entries.stream().map(faults::translated).toList());
        }
    }

    private void askLogEnd(int ofRun) {
        if (model.has(Planted.AS_OF_WITHOUT_LOG_END)) {
            answer(ofRun, () -> core.logEnd(readTo, model.log.topicId()));
            return;
        }
        if (!model.log.answersPublishers()) {
            after(BROKER_TIMEOUT, ofRun, core::logEndUnknown);
            return;
        }
        model.scheduler.in(model.scheduler.between(1, 15), () -> {
            long end = faults.logEnd(model.log.end());
            String topicId = model.log.topicId();
            after(model.scheduler.between(1, 15), ofRun, () -> core.logEnd(end, topicId));
        });
    }

    private void askOffsetAt(long wallMillis, int ofRun) {
        if (!model.log.answersPublishers()) {
            after(BROKER_TIMEOUT, ofRun, core::offsetAtUnknown);
            return;
        }
        model.scheduler.in(model.scheduler.between(1, 15), () -> {
            long offset = model.log.offsetAt(wallMillis);
            after(model.scheduler.between(1, 15), ofRun, () -> core.offsetAt(offset));
        });
    }

    private void writeHead(Step.WriteHead write, int ofRun) {
        model.say(name, () -> "writes a head over " + write.ifMatch());
        if (model.has(Planted.HEAD_FROM_KV)) {
            model.kv.put(FeedHead.OBJECT_KEY, Utf8.encode(write.compact()));
        }
        model.r2.writeHead(write.compact(), write.ifMatch(), model.has(Planted.NO_LEASE), new R2.WriteAnswer() {
            @Override
            public void written(String etag) {
                answer(ofRun, () -> core.headWritten(etag));
            }

            @Override
            public void refused() {
                answer(ofRun, core::headRefused);
            }

            @Override
            public void unanswered() {
                answer(ofRun, core::headUnanswered);
            }
        });
    }

    private void loadSegments(List<SegmentRef> refs, List<Segment> loaded, int ofRun) {
        if (loaded.size() == refs.size()) {
            answer(ofRun, () -> core.segmentsLoaded(loaded));
            return;
        }
        SegmentRef ref = refs.get(loaded.size());
        model.r2.read(
                () -> model.r2.segment(ref.hash()),
                bytes -> {
                    if (bytes == null) {
                        answer(ofRun, () -> core.segmentsLost("segment " + ref.hash() + " is gone"));
                    } else {
                        loaded.add(Segment.of(bytes));
                        when(ofRun, () -> loadSegments(refs, loaded, ofRun));
                    }
                },
                () -> answer(ofRun, core::segmentsUnread));
    }

    /** On a thread of its own, as is {@link #mirror}: the core hears of it before its next step. */
    private void store(NamedSegment segment, int ofRun) {
        model.say(
                name,
                () -> "stores segment " + segment.hash().substring(0, 8) + " of "
                        + segment.ref().count());
        model.r2.storeSegment(
                segment.hash(),
                segment.segment().toBytes(),
                done -> tell(ofRun, () -> core.segmentStored(segment.hash(), done)));
    }

    private void mirror(NamedSegment segment, int ofRun) {
        model.kv.write(
                segment.hash(),
                segment.segment().toBytes(),
                done -> tell(ofRun, () -> core.segmentMirrored(segment.hash(), done)));
    }

    private void tell(int ofRun, Runnable what) {
        if (up && run == ofRun) {
            stored.add(what);
        }
    }
}
