package dev.edgepass.consumer.projection.core;

import dev.edgepass.event.WordsRecord;
import dev.edgepass.readmodel.LinkRecord;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Words that aren't in force: superseded, or left behind by a command that came to nothing between its two writes. Pure. */
public final class LooseWords {
    /** Longer than a command takes from its words to its event, and than a backup takes from the one log to the other. */
    public static final Duration KEPT = Duration.ofHours(1);

    private LooseWords() {}

    /**
     * The tombstone that erases them.
     *
     * @param member of the set of loose words, by {@link WordsRecord#key}
     * @param since when they were known not to be in force
     * @param link as the log has it now; null where there is none
     * @return null where they stay
     */
    public static @Nullable WordsRecord tombstone(
            String member, Instant since, @Nullable LinkRecord link, Instant now) {
        int slash = member.indexOf('/');
        String linkId = member.substring(0, slash);
        String digest = member.substring(slash + 1);
        boolean inForce = link != null && digest.equals(link.terms().words());
        return inForce || now.isBefore(since.plus(KEPT)) ? null : WordsRecord.tombstone(linkId, digest);
    }
}
