package dev.edgepass.decision;

import dev.edgepass.feed.FeedView;
import org.jspecify.annotations.Nullable;

/**
 * What was found about the handles of one token, or of one object, when they were last asked for: that none is blocked, and the highest of their cutoffs. It holds
 * for as long as the view knows the same, and spares a hash and several searches for each handle. Mutable; for one thread or isolate.
 */
public final class Clearance {
    private @Nullable Object edition;
    private long cutoff;

    /** Whether a token of {@code position} is known to pass under {@code view}. */
    boolean covers(FeedView view, long position) {
        return edition == view.edition() && position >= cutoff;
    }

    void remember(FeedView view, long highestCutoff) {
        edition = view.edition();
        cutoff = highestCutoff;
    }
}
