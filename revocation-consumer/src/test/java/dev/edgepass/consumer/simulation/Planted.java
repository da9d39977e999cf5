package dev.edgepass.consumer.simulation;

import org.jspecify.annotations.Nullable;

/** A fault planted at the seam between the model and the real code, to see that the simulation finds it. */
enum Planted {
    NOTHING,
    AGE_CHECK_DROPPED,
    AGE_STAMPED_AT_COMPLETION,
    HEAD_FROM_KV,
    MARKED_BEFORE_KV_ACKNOWLEDGED,
    NO_LEASE,
    OWN_WRITE_TAKEN_FOR_FENCING,
    PRUNED_TOO_EARLY(Profile.Kind.PRUNING),
    LIFT_PRUNED_BEFORE_ITS_ENTRY,
    AS_OF_WITHOUT_LOG_END,
    RESUME_CLEARS_CUTOFF,
    LATER_REVOCATION_WEAKENS_EARLIER,
    MINT_FROM_STALE_VIEW,
    TRUNCATION_HIDDEN(Profile.Kind.DISASTER),
    DECOMPOSED_NAME,
    POLL_THAT_NEVER_SETTLES,
    WRITES_REPEATED_AT_ONCE(Profile.Kind.REFUSED_WRITES),
    UNKNOWN_RECORD_TAKEN_FOR_GARBAGE,
    FRESH_AS_OF_WHILE_HELD,
    RECORDS_WITHOUT_A_SIZE,
    REST_OF_A_POLL_KEPT_ACROSS_A_SEEK,
    FAILED_READS_REPEATED_AT_ONCE,
    MISSING_RECORDS_SKIPPED,
    UNANSWERED_OFFSET_TAKEN_FOR_NONE,
    SENT_TIME_TAKEN_AT_THE_ANSWER;

    private final Profile.@Nullable Kind kind;

    Planted() {
        this.kind = null;
    }

    Planted(Profile.Kind kind) {
        this.kind = kind;
    }

    /** The kind of run in which it shows; null where that is any. */
    Profile.@Nullable Kind kind() {
        return kind;
    }
}
