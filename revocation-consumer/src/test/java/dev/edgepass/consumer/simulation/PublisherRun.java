package dev.edgepass.consumer.simulation;

import dev.edgepass.consumer.feed.core.Entry;
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

/** One run of a publisher's process, from its start to its death: the real {@link PublisherCore}, and what the shell does, on virtual time. */
final class PublisherRun implements FeedObserver {
    private static final int FETCH = 500;
    private static final long BROKER_TIMEOUT = 5_000;
    private static final int MOST_IN_DOUBT = 16;
    /** After so many writes in a row that didn't take place, or weren't known to, they are this far apart. */
    private static final int FAILED_OFTEN = 6;

    private static final long THEN_APART = 4_500;

    private final Model model;
    private final PublisherNode node;
    private final String name;
    private final String publisherId;
    private final PublisherFaults faults;
    private final PublisherCore core;
    private boolean dead;
    private long readTo;
    private FeedStatus.Role role = FeedStatus.Role.JOINING;
    private List<Runnable> stored = new ArrayList<>();
    private int failedInARow;
    private long lastWriteAt;

    /**
     * @param name no other run has it
     */
    PublisherRun(Model model, PublisherNode node, String name, String publisherId) {
        this.model = model;
        this.node = node;
        this.name = name;
        this.publisherId = publisherId;
        this.faults = new PublisherFaults(model);
        SimulatedSeal seal = new SimulatedSeal(
                model.scheduler, faults::beforeSigning, compact -> model.oracle.signed(compact, name));
        this.core = new PublisherCore(
                model.profile.terms(publisherId, faults.tokenLifetimeSeconds()),
                node,
                seal,
                model.scheduler::bytes,
                this);
    }

    /** As by {@code kill -9}: what is on its way to a store gets there. */
    void kill() {
        dead = true;
    }

    @Override
    public void published(FeedHead head, List<Long> acceptedAt) {
        failedInARow = 0;
        model.oracle.saidPublished(name, head);
    }

    @Override
    public void changed(FeedStatus status) {
        failedInARow = 0;
        model.say(name, () -> status.role() + ": " + status.detail());
        model.oracle.changed(name, role, status);
        role = status.role();
    }

    @Override
    public void held(String reason) {
        model.say(name, () -> reason);
    }

    @Override
    public void noticed(String what) {
        model.say(name, () -> what);
    }

    /** Unless this run is over, and once the process doesn't stand still. */
    private void when(Runnable action) {
        if (!dead && !node.defers(() -> when(action))) {
            try {
                action.run();
            } catch (Violation e) {
                throw e;
            } catch (RuntimeException e) {
                throw new Violation(name, e);
            }
        }
    }

    /** Asks the core what to do, and begins that. */
    void turn() {
        when(() -> {
            List<Runnable> done = stored;
            stored = new ArrayList<>();
            done.forEach(Runnable::run);
            Step step = core.next();
            if (step instanceof Step.AskLogEnd) {
                model.oracle.asked(publisherId, node.wallMillis(), model.log.end());
            }
            model.scheduler.in(model.scheduler.between(0, 2), () -> when(() -> perform(step)));
        });
    }

    /** Tells the core what came of its step, and goes on. */
    private void answer(Runnable tell) {
        when(() -> {
            tell.run();
            model.scheduler.in(1, this::turn);
        });
    }

    private void after(long millis, Runnable tell) {
        model.scheduler.in(millis, () -> answer(tell));
    }

    private void perform(Step step) {
        if (step instanceof Step.Poll poll) {
            poll(poll.maxMillis());
        } else if (step instanceof Step.AskLogEnd) {
            askLogEnd();
        } else if (step instanceof Step.ReadHead) {
            model.r2.read(
                    model.r2::head,
                    head -> answer(() -> core.headRead(faults.readBack(head, name))),
                    () -> answer(core::headUnread));
        } else if (step instanceof Step.WriteHead write) {
            writeHead(write);
        } else if (step instanceof Step.LoadSegments load) {
            loadSegments(load.segments(), new ArrayList<>());
        } else if (step instanceof Step.AskOffsetAt ask) {
            askOffsetAt(ask.wallMillis());
        } else if (step instanceof Step.StoreSegment store) {
            store(store.segment());
            answer(() -> {});
        } else if (step instanceof Step.MirrorSegment mirror) {
            mirror(mirror.segment());
            answer(() -> {});
        } else if (step instanceof Step.SweepSegments sweep) {
            model.r2.sweep(sweep.named(), () -> tell(core::segmentsSwept));
            answer(() -> {});
        } else if (step instanceof Step.Seek seek) {
            readTo = seek.position();
            answer(() -> {});
        } else if (step instanceof Step.Pause pause) {
            after(pause.millis(), () -> {});
        }
    }

    private void poll(long most) {
        if (!model.log.answersPublishers()) {
            after(most, () -> {});
        } else if (readTo > model.log.end() && !model.has(Planted.TRUNCATION_HIDDEN)) {
            answer(() -> core.logTruncated("nothing at offset " + readTo));
        } else if (readTo < model.log.end()) {
            after(model.scheduler.between(1, 15), this::fetch);
        } else {
            long deadline = model.now() + most;
            boolean[] woken = new boolean[1];
            model.log.awaitAppend(() -> {
                if (!woken[0]) {
                    woken[0] = true;
                    after(model.scheduler.between(1, 15), this::fetch);
                }
            });
            model.scheduler.at(deadline, () -> {
                if (!woken[0]) {
                    woken[0] = true;
                    answer(() -> {});
                }
            });
        }
    }

    private void fetch() {
        if (model.log.answersPublishers() && readTo < model.log.end()) {
            List<Entry> entries = model.log.from(readTo, FETCH);
            readTo += entries.size();
            core.entries(entries.stream().map(this::read).toList());
        }
    }

    private Entry read(Entry entry) {
        return entry.position() == model.log.unknown() && !model.has(Planted.UNKNOWN_RECORD_TAKEN_FOR_GARBAGE)
                ? Entry.unknown(entry.position(), entry.acceptedAt(), "dev.edgepass.newer.v1")
                : faults.translated(entry);
    }

    private void askLogEnd() {
        if (model.has(Planted.AS_OF_WITHOUT_LOG_END)) {
            answer(() -> core.logEnd(readTo, model.log.topicId()));
            return;
        }
        if (!model.log.answersPublishers()) {
            after(BROKER_TIMEOUT, core::logEndUnknown);
            return;
        }
        model.scheduler.in(model.scheduler.between(1, 15), () -> {
            long end = faults.logEnd();
            String topicId = faults.topicId();
            after(model.scheduler.between(1, 15), () -> core.logEnd(end, topicId));
        });
    }

    private void askOffsetAt(long wallMillis) {
        if (!model.log.answersPublishers()) {
            after(BROKER_TIMEOUT, core::offsetAtUnknown);
            return;
        }
        model.scheduler.in(model.scheduler.between(1, 15), () -> {
            long offset = model.log.offsetAt(wallMillis);
            after(model.scheduler.between(1, 15), () -> core.offsetAt(offset));
        });
    }

    private void writeHead(Step.WriteHead write) {
        model.say(name, () -> "writes a head over " + write.ifMatch());
        requireBoundedDoubt();
        if (model.has(Planted.HEAD_FROM_KV)) {
            model.kv.put(FeedHead.OBJECT_KEY, Utf8.encode(write.compact()));
        }
        model.r2.writeHead(write.compact(), write.ifMatch(), model.has(Planted.NO_LEASE), new R2.WriteAnswer() {
            @Override
            public void written(String etag) {
                answer(() -> core.headWritten(etag));
            }

            @Override
            public void refused() {
                failedInARow++;
                answer(core::headRefused);
            }

            @Override
            public void unanswered() {
                failedInARow++;
                if (model.has(Planted.WRITES_REPEATED_AT_ONCE)) {
                    when(() -> writeHead(write));
                    return;
                }
                answer(core::headUnanswered);
            }
        });
    }

    private void requireBoundedDoubt() {
        long apart = model.now() - lastWriteAt;
        lastWriteAt = model.now();
        if (core.headsInDoubt() > MOST_IN_DOUBT || failedInARow >= FAILED_OFTEN && apart < THEN_APART) {
            throw new Violation(
                    Invariant.DOUBT_IS_BOUNDED,
                    name,
                    core.headsInDoubt() + " heads in doubt, and a write " + apart + " ms after the last one, after "
                            + failedInARow + " that failed");
        }
    }

    private void loadSegments(List<SegmentRef> refs, List<Segment> loaded) {
        if (loaded.size() == refs.size()) {
            answer(() -> core.segmentsLoaded(loaded));
            return;
        }
        SegmentRef ref = refs.get(loaded.size());
        model.r2.read(
                () -> model.r2.segment(ref.hash()),
                bytes -> {
                    if (bytes == null) {
                        answer(() -> core.segmentsLost("segment " + ref.hash() + " is gone"));
                    } else {
                        loaded.add(Segment.of(bytes));
                        when(() -> loadSegments(refs, loaded));
                    }
                },
                () -> answer(core::segmentsUnread));
    }

    /** On a thread of its own, as is {@link #mirror}: the core hears of it before its next step. */
    private void store(NamedSegment segment) {
        model.say(
                name,
                () -> "stores segment " + segment.hash().substring(0, 8) + " of "
                        + segment.ref().count());
        model.r2.storeSegment(
                segment.hash(),
                segment.segment().toBytes(),
                done -> tell(() -> core.segmentStored(segment.hash(), done)));
    }

    private void mirror(NamedSegment segment) {
        model.kv.write(
                segment.hash(),
                segment.segment().toBytes(),
                done -> tell(() -> core.segmentMirrored(segment.hash(), done)));
    }

    private void tell(Runnable what) {
        if (!dead) {
            stored.add(what);
        }
    }
}
