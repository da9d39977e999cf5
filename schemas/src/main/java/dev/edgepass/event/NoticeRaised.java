package dev.edgepass.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The notices topic's event: something about a link that its owner wants to be told. It is written at least once, and every writing has the same id (docs/notices.md).
 *
 * @param id the same for the same occasion: a receiver knows a repetition by it
 * @param destination the name of the operator's destination that the link had then
 * @param at when it happened
 * @param linkId the link's public id; its URL and secret are in no notice
 * @param label the link's label then
 * @param detail one sentence with the figures, for people
 */
public record NoticeRaised(
        String id,
        String destination,
        Kind kind,
        Instant at,
        String linkId,
        @Nullable String label,
        String detail) implements EdgepassEvent {
    public NoticeRaised {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(destination, "destination");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(linkId, "linkId");
        Objects.requireNonNull(detail, "detail");
    }

    /** The occasions. */
    public enum Kind {
        /** The first open of the link. */
        @JsonProperty("first-open")
        FIRST_OPEN,
        /** The last of the link's seats was taken. */
        @JsonProperty("seats-full")
        SEATS_FULL,
        /** A view was granted after a revocation of the link was accepted. */
        @JsonProperty("opened-after-revocation")
        OPENED_AFTER_REVOCATION,
        /** More countries or networks than the link's recipients explain (docs/leaks.md). */
        @JsonProperty("unusual-audience")
        UNUSUAL_AUDIENCE
    }
}
