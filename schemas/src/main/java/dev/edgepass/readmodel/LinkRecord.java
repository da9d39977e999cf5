package dev.edgepass.readmodel;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.LinkWords;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A share link ({@link Keys#link}).
 *
 * @param recipient whom it is meant for; null also where that is among the words
 * @param group id of what it has in common with the links made together with it
 * @param position of its creation, which all links of a group share
 * @param changedAtPosition of the last record that changed its terms or state; null where none did
 * @param suspendedAtPosition of its newest suspension, while it is suspended
 * @param narrowedAt time of the last edit that moved the link's cutoff
 * @param wordsErased whether what a person wrote was erased: only of a record that was joined with its words ({@link LinkText}), never in Redis
 */
public record LinkRecord(
        String id,
        @JsonUnwrapped LinkTerms terms,
        @Nullable String tenant,
        Instant createdAt,
        String createdBy,
        @Nullable String recipient,
        @Nullable String group,
        State state,
        long position,
        @Nullable Long changedAtPosition,
        @Nullable Long suspendedAtPosition,
        @Nullable Instant narrowedAt,
        @Nullable Instant closedAt,
        @Nullable String closedBy,
        @Nullable String closeReason,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean wordsErased) {
    /** As its creation makes it. */
    public static LinkRecord created(ControlEvent.LinkCreated event, long position) {
        return new LinkRecord(
                event.linkId(),
                event.terms(),
                event.tenant(),
                event.createdAt(),
                event.actor(),
                event.recipient(),
                event.group(),
                State.ACTIVE,
                position,
                null,
                null,
                null,
                null,
                null,
                null,
                false);
    }

    /**
     * With what a person wrote.
     *
     * @param found those of its digest; null where they were erased
     */
    public LinkRecord withWords(@Nullable LinkWords found) {
        return new LinkRecord(
                id,
                found == null ? terms : terms.withWords(found),
                tenant,
                createdAt,
                createdBy,
                found == null ? recipient : found.recipient(),
                group,
                state,
                position,
                changedAtPosition,
                suspendedAtPosition,
                narrowedAt,
                closedAt,
                closedBy,
                closeReason,
                found == null);
    }

    /** The position of the link's last change, its creation included: what its ETag says. */
    public long version() {
        return changedAtPosition == null ? position : changedAtPosition;
    }

    @JsonIgnore
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    /** The link's own life; a revocation aimed at it is in its handle's state. */
    public enum State {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("suspended")
        SUSPENDED,
        @JsonProperty("closed")
        CLOSED,
        /** One of a later version, to a reader: it grants nothing. */
        @JsonEnumDefaultValue
        UNKNOWN
    }
}
