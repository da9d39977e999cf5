package dev.edgepass.consumer.simulation;

import dev.edgepass.consumer.feed.core.Entry;
import dev.edgepass.consumer.feed.core.FeedStatus;
import dev.edgepass.consumer.feed.core.FeedStatus.Role;
import dev.edgepass.consumer.feed.core.StoredHead;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.feed.FeedHead;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows the true log and the true time, sees every head and every verdict, and throws a {@link Violation} where something that must hold doesn't. */
final class Oracle {
    /** In calm, from accepted to published: two writes of the head a second apart, each at R2's slowest. */
    private static final long PUBLISHED_WITHIN = 5_000;

    /** The same while the publishers are restarted one after the other (docs/revocation.md). */
    private static final long RESTARTED_WITHIN = 15_000;

    private final Model model;
    private final Facts facts = new Facts();
    private final HeadChecks heads;
    private final ViewChecks views;
    private final RecordChecks records;
    private final Deque<Pending> unpublished = new ArrayDeque<>();
    private final Map<String, String> signers = new HashMap<>();
    private final Set<String> runsWithAHead = new HashSet<>();
    private String lastSigner = "";
    private long lastPosition;
    private long published;

    private record Pending(long position, long acceptedAt) {}

    Oracle(Model model) {
        this.model = model;
        this.heads = new HeadChecks(model, facts);
        this.views = new ViewChecks(model, facts);
        this.records = new RecordChecks(model);
    }

    Facts facts() {
        return facts;
    }

    ViewChecks views() {
        return views;
    }

    HeadChecks heads() {
        return heads;
    }

    RecordChecks records() {
        return records;
    }

    /** Entries that were published, of those that are to be at once. */
    long published() {
        return published;
    }

    void appended(Entry entry, ControlLog log) {
        ControlEvent event = entry.event();
        model.say("log", () -> entry.position() + " = " + event);
        if (log.wentBack()) {
            return;
        }
        lastPosition = entry.position();
        if (event != null && facts.add(event, entry.position(), model.now())) {
            unpublished.add(new Pending(entry.position(), model.now()));
        }
    }

    void signed(String compact, String run) {
        signers.put(compact, run);
    }

    /** The run of a publisher that signed {@code compact}; null where it was none. */
    @Nullable
    String signer(String compact) {
        return signers.get(compact);
    }

    void asked(String publisherId, long wallMillis, long end) {
        heads.asked(publisherId, wallMillis, end);
    }

    /** A head is in R2 now. */
    void stored(StoredHead stored) {
        lastSigner = signers.getOrDefault(stored.compact(), "nobody");
        runsWithAHead.add(lastSigner);
        FeedHead head = heads.stored(stored);
        if (head.position() > lastPosition) {
            throw new Violation(
                    Invariant.NOTHING_AFTER_A_LOG_THAT_WENT_BACK,
                    "the feed",
                    "a head of position " + head.position() + ", where the log that it follows ended at "
                            + lastPosition);
        }
        model.scheduler.note(head.position());
        facts.published(head.position(), model.now());
        records.stored(head);
        while (!unpublished.isEmpty() && unpublished.peek().position() <= head.position()) {
            requirePublishedInTime(unpublished.remove());
            published++;
        }
    }

    private void requirePublishedInTime(Pending pending) {
        require(Invariant.CALM_PUBLISHES, pending, model.weather.calmSince(), PUBLISHED_WITHIN);
        require(Invariant.RESTARTS_PUBLISH, pending, model.weather.calmButForRestartsSince(), RESTARTED_WITHIN);
    }

    private void require(Invariant invariant, Pending pending, long calmSince, long within) {
        long since = Math.max(pending.acceptedAt(), calmSince);
        if (model.now() - since > within && !model.log.wentBack()) {
            throw new Violation(
                    invariant,
                    "the feed",
                    "position " + pending.position() + ", accepted at " + pending.acceptedAt() + " ms, isn't published "
                            + (model.now() - since) + " ms after there was calm (expected: within " + within
                            + " ms)");
        }
    }

    /** Regularly, so that what never happens is noticed too. */
    void tick() {
        Pending oldest = unpublished.peek();
        if (oldest != null) {
            requirePublishedInTime(oldest);
        }
        views.requireAnswers();
    }

    void saidPublished(String publisher, FeedHead head) {
        heads.requireStored(publisher, head);
    }

    /** {@code run} says that a head of its own is in the store. */
    void headStored(String run) {
        if (!runsWithAHead.contains(run)) {
            throw new Violation(Invariant.PUBLISHED_IS_TRUE, run, "says that a head of its own is in R2");
        }
    }

    /**
     * A publisher plays another part.
     *
     * @param truncated whether the log told it that records are missing
     */
    void changed(String run, Role before, FeedStatus status, boolean truncated) {
        if (status.role() == Role.STANDBY && before == Role.LEADING && lastSigner.equals(run)) {
            throw new Violation(
                    Invariant.FENCED_BY_ANOTHER_ONLY,
                    "the feed",
                    run + " gave up the lease, and the head in R2 is its own");
        }
        if (status.role() == Role.HALTED && !truncated && !model.log.wentBack()) {
            throw new Violation(Invariant.HALTS_FOR_A_REASON, run, status.detail());
        }
    }
}
