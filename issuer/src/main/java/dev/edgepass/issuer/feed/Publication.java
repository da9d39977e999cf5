package dev.edgepass.issuer.feed;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a command has come (docs/revocation.md), never more than is true.
 *
 * @param position of the control log with the command
 * @param acceptedAt when the log had it
 * @param publishedAt when a head in R2 was seen to have it
 * @param enforcedBy from when on every edge location refuses, or answers 503
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Publication(
        long position,
        State state,
        Instant acceptedAt,
        @Nullable Instant publishedAt,
        @Nullable Instant enforcedBy) {
    private static final Duration BOUND = Duration.ofSeconds(5);

    /** The two stages. */
    public enum State {
        @JsonProperty("accepted")
        ACCEPTED,
        @JsonProperty("published")
        PUBLISHED
    }

    static Publication of(long position, Instant acceptedAt, Optional<Instant> publishedAt) {
        return publishedAt
                .map(at -> new Publication(position, State.PUBLISHED, acceptedAt, at, at.plus(BOUND)))
                .orElseGet(() -> new Publication(position, State.ACCEPTED, acceptedAt, null, null));
    }

    @JsonIgnore
    public boolean isPublished() {
        return state == State.PUBLISHED;
    }
}
