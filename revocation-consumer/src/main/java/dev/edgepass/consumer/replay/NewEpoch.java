package dev.edgepass.consumer.replay;

import dev.edgepass.consumer.feed.SegmentLoader;
import dev.edgepass.consumer.feed.core.Entry;
import dev.edgepass.consumer.feed.core.Epoch;
import dev.edgepass.consumer.feed.core.FeedFold;
import dev.edgepass.consumer.feed.core.HeadSeal;
import dev.edgepass.consumer.feed.core.NamedSegment;
import dev.edgepass.consumer.feed.core.StoredHead;
import dev.edgepass.consumer.feed.r2.FeedBucket;
import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.Segment;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * {@code replay --new-epoch}: goes on with a log that went back (ADR 8; {@link Epoch}). The head is written last and conditionally, so
 * that whatever ended half-way can be run again: the log is then padded no further, the epoch begins once more, and nothing was published. Not thread-safe.
 */
final class NewEpoch {
    /** The exit code where a new epoch isn't called for. */
    static final int REFUSED = 1;

    /** Another code than a JVM or a container engine has where it starts nothing. */
    static final int NO_FEED = 3;

    private static final String ACTOR = "operator";
    /** A tail that a head may carry. */
    private static final int TAIL = 1_000;

    private final FeedBucket bucket;
    private final HeadSeal seal;
    private final String publisher;
    private final EventLog events;
    private final LogEntries entries;
    private final LogAppender appender;
    private final LiveModel model;
    private final InstantSource clock;
    private final PrintStream out;
    private final PrintStream err;

    NewEpoch(
            FeedBucket bucket,
            HeadSeal seal,
            String publisher,
            EventLog events,
            LogEntries entries,
            LogAppender appender,
            LiveModel model,
            InstantSource clock,
            PrintStream out,
            PrintStream err) {
        this.bucket = bucket;
        this.seal = seal;
        this.publisher = publisher;
        this.events = events;
        this.entries = entries;
        this.appender = appender;
        this.model = model;
        this.clock = clock;
        this.out = out;
        this.err = err;
    }

    /**
     * @return 0 where the new epoch has begun, 1 where none is called for, 3 where there is no feed
     * @throws CannotRun where it couldn't be begun
     */
    int run() {
        Optional<StoredHead> stored = bucket.readHead();
        if (stored.isEmpty()) {
            err.println(
                    "There is no head in R2, so there is no feed to go on with: the publisher begins one by itself.");
            dropModelOfAnotherLog();
            return NO_FEED;
        }
        events.ensureTopics();
        try (LogReader log = events.control()) {
            Epoch epoch = new Epoch(seal.open(stored.get().compact()), model.position());
            String wentBack = wentBack(epoch, log);
            if (wentBack == null) {
                err.println("The log did not go back: it has what the feed was made from, up to position "
                        + epoch.lost().position() + ". Nothing was changed.");
                return REFUSED;
            }
            say("Went back: %s.", wentBack);
            begin(epoch, stored.get(), log);
            return 0;
        } catch (HeadSeal.UntrustedHeadException e) {
            throw new CannotRun("The head in R2 can't be trusted: " + e.getMessage() + ".");
        } catch (SegmentLoader.SegmentLost e) {
            throw new CannotRun("The feed's blocks can't be carried over: " + e.getMessage() + ".");
        }
    }

    private void dropModelOfAnotherLog() {
        events.ensureTopics();
        try (LogReader log = events.control()) {
            if (model.isOfAnother(log.end().topicId())) {
                say("Dropped the read model of another log, %,d keys: the projections fold this one.", model.drop());
            }
        }
    }

    private @Nullable String wentBack(Epoch epoch, LogReader log) {
        LogEnd end = log.end();
        long position = epoch.lost().position();
        boolean reachable = position > 0 && end.offset(0) >= position;
        Entry last = reachable && end.topicId().equals(epoch.lost().topicId()) ? entries.before(position, log) : null;
        String wentBack = epoch.wentBack(end.offset(0), end.topicId(), last);
        // A run that ended half-way leaves a log that is long enough again.
        boolean padded = wentBack == null
                && end.offset(0) > 0
                && entries.before(end.offset(0), log).event() instanceof ControlEvent.LogPadded;
        return padded ? "it was padded, and the new epoch hadn't begun" : wentBack;
    }

    private void begin(Epoch epoch, StoredHead stored, LogReader log) {
        FeedHead lost = epoch.lost();
        // First, since nothing may be changed where the blocks or the log can't be read.
        Segment before = FeedFold.of(lost, new SegmentLoader(bucket).load(lost.segments()))
                .inForce(lost.prunedTo());
        entries.fold(epoch.emptyFold(), log, log.end(), List.of(), lost.prunedTo(), entry -> {});
        pad(epoch.padding(log.end().offset(0)));
        long began = appender.append(epoch.began(ACTOR));
        say("Began a new epoch at position %,d: every token issued before is refused.", began);

        String topicId = log.end().topicId();
        FeedFold fold = epoch.emptyFold();
        Set<String> withdrawn = fold(fold, epoch, log);
        List<ControlEvent.KeyAdded> lostKeys = epoch.lostKeys(fold, withdrawn, ACTOR);
        lostKeys.forEach(appender::append);
        long asOf = clock.millis();
        fold(fold, epoch, log);
        tellOfKeys(epoch, fold, lostKeys);
        LostEvents lostEvents = LostEvents.of(before, fold.inForce(lost.prunedTo()));
        int carried = fold.carryOverBlocks(before, lost.prunedTo());
        say("Carried over %,d blocks that were in force and that the log no longer knows.", carried);
        store(fold, lost.prunedTo());
        say(
                "Folded %,d records: %,d entries.",
                fold.position(), fold.inForce(lost.prunedTo()).size());
        say("Dropped the read model, %,d keys: the projections fold it anew.", model.drop());

        FeedHead next = epoch.next(fold, began, publisher, asOf, topicId);
        if (bucket.writeHead(seal.sign(next), Optional.of(stored.etag())).isEmpty()) {
            throw new CannotRun("Another publisher wrote the head meanwhile: run it again.");
        }
        say("Published position %,d in term %d, sequence %d.", next.position(), next.term(), next.sequence());
        tellOfLost(lostEvents, lost);
        say("Next: the publisher and the projections go on by themselves within half a minute; viewers need new"
                + " tokens, links stay.");
        if (carried > 0) {
            say("A block that was carried over ends when its target is blocked again and that revocation is lifted.");
        }
    }

    private void pad(long records) {
        if (records > 0) {
            ProgressLines progress = new ProgressLines(out, "records of padding");
            appender.repeat(new ControlEvent.LogPadded(ACTOR), records, progress::reached);
            say("Padded the log with %,d records, up to the position that the feed had reached.", records);
        }
    }

    /**
     * Folds the rest of the log.
     *
     * @return kids that were withdrawn in it
     */
    private Set<String> fold(FeedFold fold, Epoch epoch, LogReader log) {
        ProgressLines progress = new ProgressLines(out, "records folded");
        Set<String> withdrawn = new HashSet<>();
        entries.fold(fold, log, log.end(), List.of(), epoch.lost().prunedTo(), entry -> {
            if (entry.event() instanceof ControlEvent.KeyWithdrawn key) {
                withdrawn.add(key.kid());
            }
            progress.reached(entry.position());
        });
        return withdrawn;
    }

    private void tellOfKeys(Epoch epoch, FeedFold fold, List<ControlEvent.KeyAdded> lostKeys) {
        lostKeys.forEach(key -> say("Wrote signing key %s, which the feed had, to the log again.", key.kid()));
        epoch.unknownKeys(fold)
                .forEach(kid -> say(
                        "Signing key %s is in the log and wasn't in the feed: if it had been withdrawn, withdraw it"
                                + " again.",
                        kid));
    }

    /** The new epoch has begun: names that can't be found are left out. */
    private void tellOfLost(LostEvents lost, FeedHead head) {
        HandleNames names = new HandleNames(head.fingerprintKey(), lost.fingerprints());
        try {
            names.readAll(events, entries.reader());
        } catch (CannotRun | KafkaException e) {
            err.println("The log's names couldn't be read to their end: " + e.getMessage());
        }
        tell(names, "Stays blocked, though the log has lost why", lost.blocked());
        tell(
                names,
                "Cut off by events that the log has lost (revoked, closed, narrowed or a viewer removed: which isn't known);"
                        + " a link that was closed is open again",
                lost.cutOff());
        tell(names, "Blocked again, since the log has lost that it was lifted", lost.blockedAgain());
    }

    private void tell(HandleNames names, String text, List<Fingerprint> handles) {
        if (!handles.isEmpty()) {
            out.println(names.sentence(text, handles));
        }
    }

    /** Copies for KV are the publisher's affair, once it follows on. */
    private void store(FeedFold fold, long prunedTo) {
        if (fold.tailSize() > TAIL) {
            fold.sealInMemory(prunedTo);
        }
        for (NamedSegment segment : fold.segments()) {
            bucket.storeSegment(segment.ref(), segment.segment());
        }
    }

    private void say(String sentence, Object... values) {
        out.printf(Locale.ROOT, sentence + "%n", values);
    }
}
