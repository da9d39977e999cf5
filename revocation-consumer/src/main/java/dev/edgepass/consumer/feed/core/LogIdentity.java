package dev.edgepass.consumer.feed.core;

import dev.edgepass.consumer.log.LogMark;
import org.jspecify.annotations.Nullable;

/**
 * Whether the log is the one that the feed was made from (docs/feed.md). A broker that was away may come back with an older log that grows again: the
 * last record that was folded in is then read once more before anything after it is folded in or published.
 */
final class LogIdentity {
    private LogMark mark;
    private boolean verified;

    LogIdentity(LogMark mark) {
        this.mark = mark;
        this.verified = mark.needsNoRecord();
    }

    boolean isVerified() {
        return verified;
    }

    /**
     * The broker may have been away.
     *
     * @return from where to read; null where any log fits, or the reading is under way already
     */
    Step.@Nullable Seek verifyAgain(FeedFold fold) {
        if (verified) {
            mark = new LogMark(fold.position(), fold.lastRecordAt());
            verified = mark.needsNoRecord();
            return verified ? null : new Step.Seek(mark.position() - 1);
        }
        return null;
    }

    /**
     * @return why a log that has {@code entry} is another one, or null
     */
    @Nullable
    String contradiction(Entry entry) {
        if (verified || !mark.isAt(entry.position())) {
            return null;
        }
        String contradiction = mark.contradiction(entry.acceptedAt());
        verified = contradiction == null;
        return contradiction;
    }
}
