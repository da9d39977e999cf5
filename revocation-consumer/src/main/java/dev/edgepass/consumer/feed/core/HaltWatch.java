package dev.edgepass.consumer.feed.core;

import dev.edgepass.consumer.log.LogCheck;
import dev.edgepass.consumer.log.LogMark;
import dev.edgepass.feed.FeedHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a halted publisher does: every two seconds it looks whether the stored head is a trusted one and fits the log, as after a new epoch, or once the right
 * log is back. It changes nothing. Whatever made it halt has to be over: to go on only to halt again would be no state that anybody could read.
 */
final class HaltWatch {
    private static final long BETWEEN_LOOKS_MILLIS = 2_000;
    private static final long PATIENCE_MILLIS = 5_000;
    private static final long LONGEST_WAIT_MILLIS = 500;

    private final FeedClock clock;
    private Stage stage = Stage.HEAD;
    private long lookAt;
    private @Nullable FeedHead head;
    private final @Nullable String unusable;
    private final long needed;
    private boolean hasNeeded;

    /** What is looked at. */
    private enum Stage {
        HEAD,
        LOG_END,
        SEEK,
        RECORD
    }

    /**
     * What a look has shown.
     *
     * @param fits head and log fit: go on
     * @param reason why not, where it is known
     */
    record Finding(boolean fits, @Nullable String reason) {
        static final Finding NOTHING = new Finding(false, null);
    }

    /**
     * @param unusable the ETag of a head from which this publisher can't go on, whatever the log has; null where there is none such
     * @param needed an offset that the log has to have
     */
    HaltWatch(FeedClock clock, @Nullable String unusable, long needed) {
        this.clock = clock;
        this.unusable = unusable;
        this.needed = needed;
        lookAgain();
    }

    Step next() {
        long now = clock.monotonicMillis();
        return switch (stage) {
            case HEAD ->
                now < lookAt ? new Step.Pause(Math.min(lookAt - now, LONGEST_WAIT_MILLIS)) : new Step.ReadHead();
            case LOG_END -> new Step.AskLogEnd();
            case SEEK -> seek(now);
            case RECORD -> {
                if (now < lookAt) {
                    yield new Step.Poll(LONGEST_WAIT_MILLIS);
                }
                lookAgain();
                yield next();
            }
        };
    }

    private Step seek(long now) {
        stage = Stage.RECORD;
        lookAt = now + PATIENCE_MILLIS;
        return new Step.Seek(sought());
    }

    private long sought() {
        long last = mark().position() - 1;
        return Math.max(0, hasNeeded ? last : Math.min(needed, last));
    }

    private LogMark mark() {
        if (head == null) {
            throw new IllegalStateException("no head was found");
        }
        return LogMark.of(head);
    }

    /** From the head on, in a while. */
    void lookAgain() {
        stage = Stage.HEAD;
        hasNeeded = false;
        lookAt = clock.monotonicMillis() + BETWEEN_LOOKS_MILLIS;
    }

    /** The stored head, which is a trusted one. */
    void found(FeedHead trusted, String etag) {
        if (etag.equals(unusable)) {
            lookAgain();
            return;
        }
        head = trusted;
        stage = Stage.LOG_END;
    }

    Finding logEnd(long end, String topicId) {
        if (head == null || stage != Stage.LOG_END) {
            return Finding.NOTHING;
        }
        String wentBack = LogCheck.wentBack(head.topicId(), head.position(), topicId, end);
        if (wentBack != null) {
            lookAgain();
            return new Finding(false, wentBack);
        }
        stage = Stage.SEEK;
        return new Finding(mark().needsNoRecord() && needed == Halt.NOTHING, null);
    }

    Finding entries(List<Entry> entries) {
        for (Entry entry : entries) {
            if (stage == Stage.RECORD && !hasNeeded && entry.offset() == sought()) {
                hasNeeded = true;
                if (mark().needsNoRecord()) {
                    return new Finding(true, null);
                }
                stage = mark().isAt(entry.position()) ? Stage.RECORD : Stage.SEEK;
            }
            if (stage == Stage.RECORD && mark().isAt(entry.position())) {
                String contradiction = mark().contradiction(entry.acceptedAt());
                lookAgain();
                return new Finding(contradiction == null, contradiction);
            }
        }
        return Finding.NOTHING;
    }
}
