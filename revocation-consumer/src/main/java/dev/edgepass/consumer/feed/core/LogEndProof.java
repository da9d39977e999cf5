package dev.edgepass.consumer.feed.core;

/** The log's end offset as the proof of a head's {@code asOf} (docs/feed.md): no answer of the broker, no head, not even a heartbeat. */
final class LogEndProof {
    private final PublisherSetup setup;
    private final Backoff backoff = new Backoff();
    private boolean answered;
    private long asOf;
    private long askedAt;
    private long end;

    /**
     * @param end the broker's last answer
     */
    LogEndProof(PublisherSetup setup, long end) {
        this.setup = setup;
        this.end = end;
    }

    Step ask(long now) {
        answered = false;
        asOf = setup.clock().wallMillis();
        askedAt = now;
        return new Step.AskLogEnd();
    }

    void answered(long newEnd) {
        answered = true;
        end = newEnd;
        backoff.succeeded();
    }

    void unanswered(long now) {
        backoff.failed(now);
    }

    /** How long to wait still before asking again; 0 or less is now. */
    long askIn(long now) {
        return backoff.waitMillis(now);
    }

    /** Whether a head may rest on it: it is younger than a heartbeat, and no head has used it. */
    boolean isFresh(long now) {
        return answered && now - askedAt < setup.terms().heartbeatMillis();
    }

    /** The log's end by the broker's last answer. */
    long end() {
        return end;
    }

    /**
     * Uses it up.
     *
     * @return when the end was asked for, milliseconds since the epoch
     */
    long use() {
        answered = false;
        return asOf;
    }
}
