package dev.edgepass.consumer.simulation;

import dev.edgepass.consumer.feed.core.FeedTerms;
import dev.edgepass.decision.TokenRules;
import dev.edgepass.decision.ViewPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What kind of run a seed gives. Milliseconds, where nothing else is said.
 *
 * @param kind what it is about
 * @param length of virtual time
 * @param publishers how many stand ready
 * @param issuers how many mint and revoke
 * @param pace of all traffic, as a factor
 * @param tokenLifetimeSeconds of tokens, at most and by default
 * @param pruneSlack how far the read model may lag
 * @param silenceLimit of the edge
 * @param sealEntries tail entries that are sealed at once
 * @param sealInterval fewer are sealed after this time
 */
record Profile(
        Kind kind,
        long length,
        int publishers,
        int issuers,
        double pace,
        long tokenLifetimeSeconds,
        long pruneSlack,
        long silenceLimit,
        int sealEntries,
        long sealInterval) {
    private static final long DAY = 86_400;

    /** What clocks and slow issuers may take from the slack: a jump of the publisher's clock most of all. */
    private static final long CLOCKS = 35_000;

    /** What a run is about. */
    enum Kind {
        /** Many faults, within the life of any token. */
        FAULTS,
        /** Long, quiet, with tokens that live for minutes, so that the feed is pruned. */
        PRUNING,
        /** More records at a time than a lift may lie back. */
        CROWD,
        /** The log goes back. */
        DISASTER,
        /** Ten minutes in which R2 can be read and not written. */
        REFUSED_WRITES,
        /** The publishers are restarted one after the other, and nothing else goes wrong. */
        ROLLING_RESTART
    }

    private static Kind kind(Scheduler scheduler) {
        long dice = scheduler.between(0, 99);
        if (dice < 78) {
            return Kind.FAULTS;
        } else if (dice < 86) {
            return Kind.PRUNING;
        } else if (dice < 88) {
            return Kind.CROWD;
        } else if (dice < 94) {
            return Kind.DISASTER;
        }
        return dice < 97 ? Kind.REFUSED_WRITES : Kind.ROLLING_RESTART;
    }

    /**
     * @param wanted of this kind; null where the seed is to choose
     */
    static Profile of(Scheduler scheduler, @Nullable Kind wanted) {
        Kind kind = wanted == null ? kind(scheduler) : wanted;
        boolean pruning = kind == Kind.PRUNING;
        boolean isLong = pruning || kind == Kind.REFUSED_WRITES;
        return new Profile(
                kind,
                pruning
                        ? scheduler.between(800_000, 1_300_000)
                        : scheduler.between(80_000, 130_000)
                                + (kind == Kind.REFUSED_WRITES ? Weather.REFUSED_WRITES : 0),
                (int) scheduler.between(kind == Kind.ROLLING_RESTART ? 2 : 1, 3),
                (int) scheduler.between(1, 3),
                isLong ? 0.2 : 1,
                pruning ? scheduler.between(60, 200) : DAY,
                60_000,
                scheduler.chance(0.3) ? 30_000 : 600_000,
                (int) scheduler.between(4, 40),
                scheduler.between(5_000, 30_000));
    }

    /** The time in which faults are drawn. */
    long stormy() {
        return kind == Kind.ROLLING_RESTART ? 0 : length;
    }

    /** How stale a mint may be without a risk that pruning refuses its token. */
    long mintSlack() {
        return pruneSlack - CLOCKS;
    }

    FeedTerms terms(String publisherId, long lifetimeSeconds) {
        return new FeedTerms(
                publisherId, 1_200, 5_000, sealEntries, sealInterval, lifetimeSeconds * 1_000 + pruneSlack);
    }

    /** The rules of the edge. */
    ViewPolicy policy() {
        return policy(ViewPolicy.DEFAULT_MAX_READ_AGE);
    }

    ViewPolicy policy(long maxReadAge) {
        return policy(maxReadAge, silenceLimit);
    }

    /** The rules of the edge without freshness. */
    ViewPolicy policyIgnoringFreshness() {
        return policy(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    private ViewPolicy policy(long maxReadAge, long silence) {
        return new ViewPolicy(
                new TokenRules("edgepass", "edgepass-edge", 60, tokenLifetimeSeconds), maxReadAge, silence);
    }
}
