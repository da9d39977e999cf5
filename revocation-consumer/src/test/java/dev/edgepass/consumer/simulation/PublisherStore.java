package dev.edgepass.consumer.simulation;

import dev.edgepass.consumer.feed.core.StoredHead;
import dev.edgepass.consumer.feed.r2.FeedStore;
import dev.edgepass.consumer.feed.r2.R2Unavailable;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** R2 as a publisher calls it, and what must hold of its writes of the head. */
final class PublisherStore implements FeedStore {
    private static final int MOST_IN_DOUBT = 16;
    /** After so many writes in a row that didn't take place, or weren't known to, they are this far apart. */
    private static final int FAILED_OFTEN = 6;

    private static final long THEN_APART = 4_500;

    private final Model model;
    private final PublisherProcess process;
    private final PublisherFaults faults;
    private final IntSupplier headsInDoubt;
    private int failedInARow;
    private long lastWriteAt;

    PublisherStore(Model model, PublisherProcess process, PublisherFaults faults, IntSupplier headsInDoubt) {
        this.model = model;
        this.process = process;
        this.faults = faults;
        this.headsInDoubt = headsInDoubt;
    }

    private static R2Unavailable unavailable() {
        return new R2Unavailable("R2 doesn't say");
    }

    @Override
    public Optional<StoredHead> readHead() {
        return process.await(answer -> model.r2.read(
                model.r2::head,
                head -> answer.give(Optional.ofNullable(faults.readBack(head, process.name()))),
                () -> answer.fail(unavailable())));
    }

    @Override
    public Optional<Segment> readSegment(SegmentRef segment) {
        Optional<byte[]> bytes = process.await(answer -> model.r2.read(
                () -> model.r2.segment(segment.hash()),
                found -> answer.give(Optional.ofNullable(found)),
                () -> answer.fail(unavailable())));
        if (bytes.isPresent() && model.r2.isDamaged(segment.hash())) {
            throw new MalformedException("its bytes have another hash");
        }
        return bytes.map(Segment::of);
    }

    @Override
    public Optional<String> writeHead(String compact, Optional<String> ifMatch) {
        return process.await(answer -> write(compact, ifMatch.orElse(null), answer));
    }

    private void write(String compact, @Nullable String ifMatch, PublisherProcess.Answer<Optional<String>> answer) {
        model.say(process.name(), () -> "writes a head over " + ifMatch);
        requireBoundedDoubt();
        if (model.has(Planted.HEAD_FROM_KV)) {
            model.kv.put(FeedHead.OBJECT_KEY, Utf8.encode(compact));
        }
        model.r2.writeHead(compact, ifMatch, model.has(Planted.NO_LEASE), new R2.WriteAnswer() {
            @Override
            public void written(String etag) {
                answer.give(Optional.of(etag));
            }

            @Override
            public void refused() {
                failedInARow++;
                answer.give(Optional.empty());
            }

            @Override
            public void unanswered() {
                failedInARow++;
                if (model.has(Planted.WRITES_REPEATED_AT_ONCE)) {
                    process.when(() -> write(compact, ifMatch, answer));
                } else {
                    answer.fail(unavailable());
                }
            }
        });
    }

    private void requireBoundedDoubt() {
        long apart = model.now() - lastWriteAt;
        lastWriteAt = model.now();
        int inDoubt = headsInDoubt.getAsInt();
        if (inDoubt > MOST_IN_DOUBT || failedInARow >= FAILED_OFTEN && apart < THEN_APART) {
            throw new Violation(
                    Invariant.DOUBT_IS_BOUNDED,
                    process.name(),
                    inDoubt + " heads in doubt, and a write " + apart + " ms after the last one, after " + failedInARow
                            + " that failed");
        }
    }

    /** The publisher knows what became of its heads. */
    void succeeded() {
        failedInARow = 0;
    }
}
