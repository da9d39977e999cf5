package dev.edgepass.consumer.projection.core;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.edgepass.event.ControlEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A share link as the issuer reads it (docs/read-model.md, {@code link:}).
 *
 * @param group which links were made together with it; they have its position too
 * @param position of its creation
 * @param changedAtPosition of the last record that changed its terms or state; null where none did
 * @param suspendedAtPosition of its newest suspension, while it is suspended
 * @param narrowedAt the time of the last edit that moved its cutoff
 */
public record Link(
        String id,
        @Nullable String label,
        @Nullable String tenant,
        List<String> paths,
        Instant createdAt,
        String createdBy,
        @Nullable Instant activatesAt,
        @Nullable Instant expiresAt,
        @Nullable String passwordHash,
        boolean allowDownload,
        List<String> allowedOrigins,
        @Nullable Integer maxViewers,
        @Nullable String recipient,
        @Nullable String group,
        State state,
        long position,
        @Nullable Long changedAtPosition,
        @Nullable Long suspendedAtPosition,
        @Nullable Instant narrowedAt,
        @Nullable Instant closedAt,
        @Nullable String closedBy,
        @Nullable String closeReason) {
    /** Where a link is in its own life; revocations aimed at it are apart. */
    public enum State {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("suspended")
        SUSPENDED,
        @JsonProperty("closed")
        CLOSED
    }

    static Link created(ControlEvent.LinkCreated event, long position) {
        return new Link(
                event.linkId(),
                event.label(),
                event.tenant(),
                event.paths(),
                event.createdAt(),
                event.actor(),
                event.activatesAt(),
                event.expiresAt(),
                event.passwordHash(),
                event.allowDownload(),
                origins(event.allowedOrigins()),
                event.maxViewers(),
                event.recipient(),
                event.group(),
                State.ACTIVE,
                position,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Has the new terms, unless it has changed since the state on which they were decided. */
    Link edited(ControlEvent.LinkEdited event, long edit, Instant at) {
        if (event.basis() != null && event.basis() < lastChange()) {
            return event.narrowed() ? cutOff(at) : this;
        }
        return new Link(
                id,
                event.label(),
                tenant,
                event.paths(),
                createdAt,
                createdBy,
                event.activatesAt(),
                event.expiresAt(),
                event.passwordHash(),
                event.allowDownload(),
                origins(event.allowedOrigins()),
                event.maxViewers(),
                recipient,
                group,
                state,
                position,
                edit,
                suspendedAtPosition,
                event.narrowed() ? at : narrowedAt,
                closedAt,
                closedBy,
                closeReason);
    }

    @JsonIgnore
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    private long lastChange() {
        return changedAtPosition == null ? position : changedAtPosition;
    }

    /** A closed link stays closed. */
    Link suspended(long suspension) {
        return state == State.CLOSED
                ? this
                : in(State.SUSPENDED, suspension, suspension, closedAt, closedBy, closeReason);
    }

    /** Ends no suspension that is later than what was decided on, {@code basis}. */
    Link resumed(long basis, long resumption) {
        boolean ends = state == State.SUSPENDED && (suspendedAtPosition == null || suspendedAtPosition <= basis);
        return ends ? in(State.ACTIVE, resumption, null, closedAt, closedBy, closeReason) : this;
    }

    /** The first closing counts. */
    Link closed(ControlEvent.LinkClosed event, long closing, Instant at) {
        return state == State.CLOSED ? this : in(State.CLOSED, closing, null, at, event.actor(), event.reason());
    }

    private Link in(
            State newState,
            long change,
            @Nullable Long suspension,
            @Nullable Instant at,
            @Nullable String by,
            @Nullable String reason) {
        return withTerms(newState, change, suspension, narrowedAt, at, by, reason);
    }

    /** Its cutoff has moved. */
    private Link cutOff(Instant at) {
        return withTerms(state, changedAtPosition, suspendedAtPosition, at, closedAt, closedBy, closeReason);
    }

    /** The same terms. */
    private Link withTerms(
            State newState,
            @Nullable Long change,
            @Nullable Long suspension,
            @Nullable Instant narrowed,
            @Nullable Instant at,
            @Nullable String by,
            @Nullable String reason) {
        return new Link(
                id,
                label,
                tenant,
                paths,
                createdAt,
                createdBy,
                activatesAt,
                expiresAt,
                passwordHash,
                allowDownload,
                allowedOrigins,
                maxViewers,
                recipient,
                group,
                newState,
                position,
                change,
                suspension,
                narrowed,
                at,
                by,
                reason);
    }

    private static List<String> origins(@Nullable List<String> origins) {
        return origins == null ? List.of() : origins;
    }
}
