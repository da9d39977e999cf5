package dev.edgepass.consumer.audit.question;

import dev.edgepass.decision.Refusal;
import dev.edgepass.decision.RefusedException;
import dev.edgepass.feed.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What a token is good for.
 *
 * @param refusal null where it is granted
 * @param handle whose state refuses; null where none does
 */
record Verdict(@Nullable Refusal refusal, @Nullable Handle handle) {
    static final String GRANTED = "granted";
    static final String REFUSED = "refused";

    static final Verdict GOOD = new Verdict(null, null);

    static Verdict of(RefusedException e) {
        return new Verdict(e.refusal(), e.handle());
    }

    String word() {
        return refusal == null ? GRANTED : REFUSED;
    }

    @Nullable
    String reason() {
        return refusal == null ? null : refusal.code();
    }
}
