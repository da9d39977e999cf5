package dev.edgepass.consumer.feed.core;

import dev.edgepass.consumer.log.LogCheck;
import dev.edgepass.consumer.log.LogMark;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of a new epoch (ADR 8): a feed goes on with a log that went back. The log is padded up to the position that the feed had
 * reached, so that no position is used twice; then an event revokes every token issued before. Immutable.
 *
 * @param lost the head that was made from the log as it had been
 * @param modelPosition the read model's position, which may be ahead of the feed's: tokens were minted on it; 0 is none
 */
public record Epoch(FeedHead lost, long modelPosition) {
    /** The highest position that anything was made from: a token may carry it. */
    private long reached() {
        return Math.max(lost.position(), modelPosition);
    }

    /**
     * Why the log isn't the one that the feed was made from, in a sentence, or null where it is.
     *
     * @param end its end offset
     * @param lastRecord the record before the head's position, or null where there is none
     */
    public @Nullable String wentBack(long end, String topicId, @Nullable Entry lastRecord) {
        String wentBack = LogCheck.wentBack(lost.topicId(), reached(), topicId, end);
        return wentBack != null || lastRecord == null
                ? wentBack
                : LogMark.of(lost).contradiction(lastRecord.acceptedAt());
    }

    /** Records that a log which ends at {@code end} lacks. */
    public long padding(long end) {
        return Math.max(0, reached() - end);
    }

    /** The event that begins it; its record lies past every position of the feed. */
    public ControlEvent.EpochBegan began(String actor) {
        return new ControlEvent.EpochBegan(lost.topicId(), reached(), actor);
    }

    /** The fold of the log from its beginning on: under the same fingerprint key, so that the lost head can be compared. */
    public FeedFold emptyFold() {
        return FeedFold.empty(lost.fingerprintKey());
    }

    /**
     * Signing keys that the feed had and the log no longer knows, as events that tell it again: issuers sign on with them.
     *
     * @param withdrawn kids that are withdrawn by the log
     */
    public List<ControlEvent.KeyAdded> lostKeys(FeedFold fold, Set<String> withdrawn, String actor) {
        return lost.keys().stream()
                .filter(key -> !fold.keys().contains(key) && !withdrawn.contains(key.kid()))
                .map(key -> new ControlEvent.KeyAdded(
                        key.kid(),
                        Map.of("kty", "EC", "crv", "P-256", "kid", key.kid(), "x", key.x(), "y", key.y()),
                        actor))
                .toList();
    }

    /** Kids of signing keys that the feed didn't have and the log does: new ones, or ones whose withdrawal the log lost. */
    public List<String> unknownKeys(FeedFold fold) {
        return fold.keys().stream()
                .filter(key -> lost.key(key.kid()) == null)
                .map(PublicKey::kid)
                .toList();
    }

    /**
     * The head that follows on the lost one.
     *
     * @param fold of the whole log with the beginning of the epoch, and with {@link FeedFold#carryOverBlocks what the log lost}
     * @param began the position of the event with which the epoch begins: lower tokens are refused for good, even where the cutoff of all is lifted
     * @param asOf when the log's end was asked for, milliseconds since the epoch
     */
    public FeedHead next(FeedFold fold, long began, String publisher, long asOf, String topicId) {
        if (fold.position() <= lost.position()) {
            throw new IllegalArgumentException(
                    "position: " + fold.position() + " (expected: more than " + lost.position() + ")");
        }
        return fold.head(lost.term() + 1, lost.sequence() + 1, publisher, asOf, began, topicId);
    }
}
