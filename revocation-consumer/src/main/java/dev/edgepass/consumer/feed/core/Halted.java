package dev.edgepass.consumer.feed.core;

import dev.edgepass.consumer.log.LogCheck;
import dev.edgepass.consumer.log.LogMark;
import dev.edgepass.feed.FeedHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stopped with an alarm; changes nothing. Every two seconds it looks whether the stored head is a trusted one and fits the log, as after a new epoch, or once the
 * right log is back, and then stands by. The cause of the halt has to be over: to stand by only to halt again would be a status that no operator could read.
 */
final class Halted extends PublisherState {
    private static final long BETWEEN_LOOKS_MILLIS = 2_000;
    private static final long RECORD_WITHIN_MILLIS = 5_000;
    private static final long LONGEST_POLL_MILLIS = 500;

    private final @Nullable String unusable;
    private final long needed;
    private @Nullable FeedHead newest;
    private String reason;
    private Look look = new Look.AtHead();
    /** When to look at the head, or until when to wait for a record. */
    private long at;

    /** What is looked at, with what is known by then. */
    private sealed interface Look {
        record AtHead() implements Look {}

        record AtLogEnd(KnownHead known) implements Look {}

        /**
         * @param sought whether it is read already
         */
        record AtRecord(KnownHead known, long offset, boolean sought) implements Look {}
    }

    /**
     * @param newest the newest head that is known, or null
     * @param unusable the ETag of a head from which this publisher can't go on, whatever the log has; null where there is none such
     */
    Halted(PublisherSetup setup, @Nullable FeedHead newest, Halt halt, @Nullable String unusable) {
        super(setup);
        this.newest = newest;
        this.reason = halt.reason();
        this.needed = halt.needed();
        this.unusable = unusable;
        this.at = setup.now() + BETWEEN_LOOKS_MILLIS;
    }

    @Override
    FeedStatus status(long headSeenAt) {
        return FeedStatus.of(FeedStatus.Role.HALTED, reason, newest, headSeenAt);
    }

    @Override
    Step next() {
        long now = setup.now();
        if (look instanceof Look.AtLogEnd) {
            return new Step.AskLogEnd();
        }
        if (look instanceof Look.AtRecord record) {
            if (!record.sought()) {
                look = new Look.AtRecord(record.known(), record.offset(), true);
                at = now + RECORD_WITHIN_MILLIS;
                return new Step.Seek(record.offset());
            }
            if (now < at) {
                return new Step.Poll(LONGEST_POLL_MILLIS);
            }
            lookAgain();
        }
        return pausedOr(at - now, new Step.ReadHead());
    }

    /** From the head on, in a while. */
    private Halted lookAgain() {
        look = new Look.AtHead();
        at = setup.now() + BETWEEN_LOOKS_MILLIS;
        return this;
    }

    private Halted lookAgain(String found) {
        reason = found;
        return lookAgain();
    }

    @Override
    PublisherState headRead(@Nullable StoredHead stored) {
        return stored == null ? lookAgain() : from(stored, newest, this::found);
    }

    private PublisherState found(KnownHead known) {
        newest = known.head();
        if (known.etag().equals(unusable)) {
            return lookAgain();
        }
        look = new Look.AtLogEnd(known);
        return this;
    }

    @Override
    PublisherState headUnread() {
        return lookAgain();
    }

    @Override
    PublisherState logEnd(long end, String topicId) {
        if (!(look instanceof Look.AtLogEnd asked)) {
            return lookAgain();
        }
        FeedHead head = asked.known().head();
        String wentBack = LogCheck.wentBack(head.topicId(), head.position(), topicId, end);
        if (wentBack != null) {
            return lookAgain(wentBack);
        }
        if (LogMark.of(head).needsNoRecord() && needed == Halt.NOTHING) {
            return new Standby(setup, asked.known());
        }
        look = new Look.AtRecord(asked.known(), Math.max(0, Math.min(needed, head.position() - 1)), false);
        return this;
    }

    @Override
    PublisherState logEndUnknown() {
        return lookAgain();
    }

    @Override
    PublisherState entries(List<Entry> entries) {
        for (Entry entry : entries) {
            if (look instanceof Look.AtRecord record && record.sought() && record.offset() == entry.offset()) {
                PublisherState following = found(entry, record.known());
                if (following != this) {
                    return following;
                }
            }
        }
        return this;
    }

    /** The log has {@code entry}, which is the one that is needed or the head's last, by which the log's identity is verified. */
    private PublisherState found(Entry entry, KnownHead known) {
        LogMark mark = LogMark.of(known.head());
        if (!mark.needsNoRecord() && !mark.isAt(entry.position())) {
            look = new Look.AtRecord(known, mark.position() - 1, false);
            return this;
        }
        String contradiction = mark.contradiction(entry.acceptedAt());
        return mark.needsNoRecord() || contradiction == null ? new Standby(setup, known) : lookAgain(contradiction);
    }

    @Override
    PublisherState logTruncated(String reason) {
        return lookAgain(reason);
    }
}
