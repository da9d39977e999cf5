package dev.edgepass.consumer.simulation;

/** What must hold in every run, at every moment. */
enum Invariant {
    /** No view is granted later than 5 s after the head that takes it back was in R2. */
    NO_LATE_GRANT,
    /** An isolate that knew a revocation grants nothing against it until a lift is accepted. */
    ENFORCED_STAYS_ENFORCED,
    /** A view is refused as taken back only where something takes it back. */
    NO_WRONG_REFUSAL,
    /** A request that isn't cancelled is answered. */
    EVERY_REQUEST_IS_ANSWERED,
    /** In calm, some time after the last fault, every valid token is granted. */
    CALM_GRANTS,
    /** In calm, what is accepted is published soon. */
    CALM_PUBLISHES,
    /** While the publishers are restarted one after the other and nothing else is wrong, what is accepted is published within the time of a takeover. */
    RESTARTS_PUBLISH,
    /** Few heads are in doubt at a time, and a write that fails again and again is tried ever less often. */
    DOUBT_IS_BOUNDED,
    /** The states in a head are those of the log up to its position. */
    REPLAY_EQUALS_LIVE,
    /** What a publisher says to be published is in R2. */
    PUBLISHED_IS_TRUE,
    /** Term and sequence rise with every head in R2. */
    HEADS_RISE,
    /** The position doesn't fall within one log. */
    POSITION_NEVER_FALLS,
    /** Everything accepted before {@code asOf} is in the head. */
    AS_OF_IS_TRUE,
    /** No head goes past a record that its publisher doesn't know, and what is passed over is told. */
    NOTHING_PAST_AN_UNKNOWN_RECORD,
    /** A publisher loses the lease only to another one. */
    FENCED_BY_ANOTHER_ONLY,
    /** A publisher halts only where the log went back, or lacks records that it has to read. */
    HALTS_FOR_A_REASON,
    /** No head is made from a log that went back. */
    NOTHING_AFTER_A_LOG_THAT_WENT_BACK,
    /** A publisher's core gets the log's records from where it sought, each once and none left out. */
    RECORDS_COME_IN_ORDER,
    /** A publisher's core gets no more at once than it can seal. */
    PIECES_ARE_BOUNDED,
    /** A publisher whose read of the log failed waits before the next one. */
    FAILED_READS_ARE_PACED,
    /** When the edge knew a position is what the publishers' record says, or isn't known. */
    KNOWN_AT_EDGE_IS_TRUE,
    /** Segments and tail stay within their limits. */
    FEED_IS_BOUNDED,
    /** No location asks KV for a segment before KV has acknowledged its write: it would keep the miss for a day. */
    KV_IS_ASKED_FOR_WHAT_IT_HAS,
    /** The real code throws nothing that nobody foresaw. */
    NO_CODE_FAILS
}
