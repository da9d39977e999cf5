package dev.edgepass.consumer.replay;

import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.Segment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a feed still tells of events that its log has lost: not the events, but the handles that they were about. A cutoff that no token could have any more is in no
 * feed, so there may have been others. Immutable.
 *
 * @param blocked by the feed, not by the log
 * @param cutOff with a higher cutoff in the feed than in the log, and not {@code blocked}
 * @param blockedAgain by the log, not by the feed
 */
record LostEvents(List<Fingerprint> blocked, List<Fingerprint> cutOff, List<Fingerprint> blockedAgain) {
    /**
     * @param feed all that was in force
     * @param log the same by the log as it is
     */
    static LostEvents of(Segment feed, Segment log) {
        List<Fingerprint> blocked = new ArrayList<>();
        List<Fingerprint> cutOff = new ArrayList<>();
        List<Fingerprint> blockedAgain = new ArrayList<>();
        for (int i = 0; i < feed.size(); i++) {
            HandleState known = stateIn(log, feed.fingerprint(i));
            if (feed.state(i).blocked() && !known.blocked()) {
                blocked.add(feed.fingerprint(i));
            } else if (feed.state(i).cutoff() > known.cutoff()) {
                cutOff.add(feed.fingerprint(i));
            }
        }
        for (int i = 0; i < log.size(); i++) {
            if (log.state(i).blocked() && !stateIn(feed, log.fingerprint(i)).blocked()) {
                blockedAgain.add(log.fingerprint(i));
            }
        }
        return new LostEvents(blocked, cutOff, blockedAgain);
    }

    private static HandleState stateIn(Segment segment, Fingerprint fingerprint) {
        HandleState state = segment.find(fingerprint);
        return state == null ? HandleState.CLEAR : state;
    }

    /** Of all of them. */
    Set<Fingerprint> fingerprints() {
        Set<Fingerprint> all = new HashSet<>(blocked);
        all.addAll(cutOff);
        all.addAll(blockedAgain);
        return all;
    }
}
