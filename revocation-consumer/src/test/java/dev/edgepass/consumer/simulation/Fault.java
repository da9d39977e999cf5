package dev.edgepass.consumer.simulation;

/** What goes wrong for a while. */
enum Fault {
    BROKER_DOWN,
    /** The broker answers issuers, but not the publishers. */
    BROKER_OUT_OF_REACH,
    /** The log's first records can't be read, until its disk is mended. */
    LOG_BEGINNING_LOST,
    /** The broker answers, but not which offset a time has. */
    OFFSETS_UNANSWERED,
    /** Records lost, or written without an answer. */
    APPENDS_UNANSWERED,
    R2_DOWN,
    /** Writes lost, made without an answer, made late, or refused after they were made. */
    WRITES_IN_DOUBT,
    /** Writes are refused while reads work, as by a token without the right to write. */
    WRITES_REFUSED,
    R2_SLOW,
    /** Reads that fail or never settle. */
    EDGE_READS_LOST,
    KV_DOWN,
    KV_API_BLOCKED,
    KV_API_THROTTLED,
    KV_DAMAGED,
    CRASHES,
    /** Each publisher is stopped and started again, one after the other. */
    ROLLING_RESTART,
    PAUSES,
    CLOCK_JUMPS,
    EVICTIONS,
    CANCELLATIONS,
    READ_MODEL_STALLS,
    /** A newer issuer writes an event that the consumers don't know until they are upgraded, and something else writes what is no event. */
    UNREADABLE_RECORDS,
    /** Publishers find other bytes under a segment's name. */
    SEGMENTS_DAMAGED
}
