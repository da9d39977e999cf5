package dev.edgepass.consumer.audit.question;

import dev.edgepass.audit.answer.KnownAt;
import dev.edgepass.publication.KnownAtEdge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many of a list of control records the locations of the edge had at a moment: at least {@link #sure}, at most {@link #possible}. The edge has the log from its begin up to
 * some position, so who has a later record has the earlier ones.
 */
final class EdgeStretch {
    private final List<Step> inForce;
    private final List<KnownAtEdge> known = new ArrayList<>();
    private int sure;
    private int possible;

    /**
     * @param steps of the control log, ascending
     * @param knownAt when the edge knew a position
     * @param publishedSince when the record of publications began, in ms
     * @param now the moment, in ms
     */
    EdgeStretch(List<Step> steps, LongFunction<KnownAtEdge> knownAt, LongSupplier publishedSince, long now) {
        inForce = new ArrayList<>();
        for (Step step : steps) {
            KnownAtEdge at = knownAt.apply(step.position());
            if (!isReason(at, KnownAtEdge.Reason.NOT_IN_FORCE)) {
                inForce.add(step);
                known.add(at);
            }
        }
        possible = inForce.size();
        for (int i = 0; i < known.size(); i++) {
            KnownAtEdge at = known.get(i);
            if (at instanceof KnownAtEdge.Between between) {
                if (between.atTheLatest() <= now) {
                    sure = i + 1;
                } else if (now < between.notBefore()) {
                    possible = Math.min(possible, i);
                }
            } else if (isReason(at, KnownAtEdge.Reason.BEFORE_THE_RECORD) && publishedSince.getAsLong() <= now) {
                sure = i + 1;
            }
        }
        // Times that contradict each other leave what is sure.
        possible = Math.max(possible, sure);
    }

    private static boolean isReason(KnownAtEdge at, KnownAtEdge.Reason reason) {
        return at instanceof KnownAtEdge.Unknown unknown && unknown.reason() == reason;
    }

    /** Without those that the edge passed over. */
    List<Step> inForce() {
        return inForce;
    }

    int sure() {
        return sure;
    }

    int possible() {
        return possible;
    }

    /** Why it isn't known about the records between, a word; null where each is between two known times. */
    @Nullable
    String unknown() {
        for (KnownAtEdge at : known.subList(sure, possible)) {
            if (at instanceof KnownAtEdge.Unknown unknown) {
                return KnownAt.word(unknown.reason());
            }
        }
        return null;
    }

    /** From when on some location may have had the first record between. */
    Instant from() {
        return Instant.ofEpochMilli(known.subList(sure, possible).stream()
                .mapToLong(at -> ((KnownAtEdge.Between) at).notBefore())
                .min()
                .orElseThrow());
    }

    /** From when on each has the last one. */
    Instant until() {
        return Instant.ofEpochMilli(known.subList(sure, possible).stream()
                .mapToLong(at -> ((KnownAtEdge.Between) at).atTheLatest())
                .max()
                .orElseThrow());
    }
}
