package dev.edgepass.consumer.simulation;

import dev.edgepass.consumer.feed.PublisherLoop;
import dev.edgepass.consumer.feed.SegmentJobs;
import dev.edgepass.consumer.feed.core.FeedObserver;
import dev.edgepass.consumer.feed.core.FeedStatus;
import dev.edgepass.consumer.feed.core.HeadWrite;
import dev.edgepass.consumer.feed.core.NamedSegment;
import dev.edgepass.consumer.feed.core.PublisherCore;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/** One run of a publisher's process, from its start to its death: the real {@link PublisherLoop} over log and stores on virtual time. */
final class PublisherRun implements FeedObserver, SegmentJobs {
    private final Model model;
    private final String name;
    private final PublisherProcess process;
    private final PublisherLog log;
    private final PublisherStore store;
    private final PublisherCore core;
    private FeedStatus.Role role = FeedStatus.Role.JOINING;
    private final Queue<Consumer<PublisherCore>> done = new ArrayDeque<>();
    private final PublisherRecord publications;

    /**
     * @param name no other run has it
     */
    PublisherRun(Model model, PublisherNode node, String name, String publisherId) {
        this.model = model;
        this.name = name;
        PublisherFaults faults = new PublisherFaults(model);
        this.process = new PublisherProcess(model, node, name, this::run);
        this.publications = new PublisherRecord(model, process, node);
        SimulatedSeal seal = new SimulatedSeal(
                model.scheduler,
                head -> faults.beforeSigning(publications.sent(head)),
                compact -> model.oracle.signed(compact, name));
        this.core = new PublisherCore(
                model.profile.terms(publisherId, faults.tokenLifetimeSeconds()),
                node,
                seal,
                model.scheduler::bytes,
                this);
        this.log = new PublisherLog(
                model, process, faults, () -> model.oracle.asked(publisherId, node.wallMillis(), model.log.end()));
        this.store = new PublisherStore(model, process, faults, core::headsInDoubt);
    }

    void start() {
        process.start();
    }

    void kill() {
        process.kill();
    }

    private void run() {
        PublisherLoop loop = new PublisherLoop(
                core, log, () -> {}, log::entry, store, this, this, () -> model.oracle.headStored(name), log::sleep);
        try {
            while (true) {
                loop.turn();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nothing interrupts a process of the simulation", e);
        }
    }

    @Override
    public void published(HeadWrite written, List<Long> acceptedAt) {
        store.succeeded();
        model.oracle.saidPublished(name, written.head());
        publications.published(written);
    }

    @Override
    public void changed(FeedStatus status) {
        store.succeeded();
        model.say(name, () -> status.role() + ": " + status.detail());
        model.oracle.changed(name, role, status, log.isTruncated());
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

    @Override
    public void r2Failed(Exception cause) {
        model.say(name, cause::getMessage);
    }

    @Override
    public void store(NamedSegment segment) {
        model.say(
                name,
                () -> "stores segment " + segment.hash().substring(0, 8) + " of "
                        + segment.ref().count());
        model.r2.storeSegment(
                segment.hash(),
                segment.segment().toBytes(),
                stored -> done.add(told -> told.segmentStored(segment.hash(), stored)));
    }

    @Override
    public void mirror(NamedSegment segment) {
        model.kv.write(
                segment.hash(),
                segment.segment().toBytes(),
                mirrored -> done.add(told -> told.segmentMirrored(segment.hash(), mirrored)));
    }

    @Override
    public void sweep(List<NamedSegment> held, Set<String> named) {
        model.r2.sweep(named, () -> done.add(PublisherCore::segmentsSwept));
    }

    @Override
    public void tell(PublisherCore told) {
        process.spend(1 + model.scheduler.between(0, 2));
        log.pieceEnds();
        for (Consumer<PublisherCore> answer = done.poll(); answer != null; answer = done.poll()) {
            answer.accept(told);
        }
    }
}
