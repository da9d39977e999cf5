package dev.edgepass.issuer.sharelink;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.edgepass.event.ControlEvent.LinkCreated;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.readmodel.LinkRecord;
import dev.edgepass.issuer.readmodel.LinkViewers;
import dev.edgepass.issuer.readmodel.Snapshot;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A share link as its owner sees it. The secret isn't in it: only the link's holders have it. Nor is the password, or its hash.
 *
 * @param tenant of the login that made it
 * @param maxViewers absent is no limit
 * @param group id of the links that were made together with it
 * @param opens how often its secret was exchanged for a token
 * @param viewers who ever did that, each once
 * @param seatsTaken viewers who weren't sent out, where there is a limit
 * @param position of its creation
 * @param warnings what the owner should look at; absent where there is nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShareLinkView(
        String id,
        @Nullable String label,
        List<String> paths,
        Instant createdAt,
        String createdBy,
        @Nullable String tenant,
        @Nullable Instant activatesAt,
        @Nullable Instant expiresAt,
        boolean hasPassword,
        boolean allowDownload,
        List<String> allowedOrigins,
        @Nullable Integer maxViewers,
        @Nullable String recipient,
        @Nullable String group,
        Status status,
        long opens,
        long viewers,
        @Nullable Long seatsTaken,
        @Nullable Instant closedAt,
        long position,
        @Nullable List<LinkWarning> warnings) {

    /** What a viewer would find, the strongest reason first. */
    public enum Status {
        @JsonProperty("closed")
        CLOSED,
        @JsonProperty("blocked")
        BLOCKED,
        @JsonProperty("suspended")
        SUSPENDED,
        @JsonProperty("expired")
        EXPIRED,
        @JsonProperty("not-active")
        NOT_ACTIVE,
        @JsonProperty("active")
        ACTIVE;

        public static Status of(
                LinkRecord.State state,
                boolean blocked,
                @Nullable Instant activatesAt,
                @Nullable Instant expiresAt,
                Instant now) {
            if (state == LinkRecord.State.CLOSED) {
                return CLOSED;
            }
            if (state != LinkRecord.State.ACTIVE) {
                return SUSPENDED;
            }
            if (blocked) {
                return BLOCKED;
            }
            if (expiresAt != null && !expiresAt.isAfter(now)) {
                return EXPIRED;
            }
            return activatesAt != null && activatesAt.isAfter(now) ? NOT_ACTIVE : ACTIVE;
        }

        public static Optional<Status> named(String name) {
            return Arrays.stream(values())
                    .filter(status -> status.name()
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-')
                            .equals(name))
                    .findFirst();
        }
    }

    /** As it is in the log's {@code position}, before it can have been blocked. */
    static ShareLinkView created(LinkCreated event, long position) {
        boolean early = event.activatesAt() != null && event.activatesAt().isAfter(event.createdAt());
        return new ShareLinkView(
                event.linkId(),
                event.label(),
                event.paths(),
                event.createdAt(),
                event.actor(),
                event.tenant(),
                event.activatesAt(),
                event.expiresAt(),
                event.passwordHash() != null,
                event.allowDownload(),
                Objects.requireNonNull(event.allowedOrigins()),
                event.maxViewers(),
                event.recipient(),
                event.group(),
                early ? Status.NOT_ACTIVE : Status.ACTIVE,
                0,
                0,
                event.maxViewers() == null ? null : 0L,
                null,
                position,
                null);
    }

    /** @param found none leaves it as it is */
    ShareLinkView with(List<LinkWarning> found) {
        return found.isEmpty()
                ? this
                : new ShareLinkView(
                        id,
                        label,
                        paths,
                        createdAt,
                        createdBy,
                        tenant,
                        activatesAt,
                        expiresAt,
                        hasPassword,
                        allowDownload,
                        allowedOrigins,
                        maxViewers,
                        recipient,
                        group,
                        status,
                        opens,
                        viewers,
                        seatsTaken,
                        closedAt,
                        position,
                        found);
    }

    static ShareLinkView of(LinkRecord link, Snapshot states, LinkViewers.Count count, Instant now) {
        return new ShareLinkView(
                link.id(),
                link.label(),
                link.paths(),
                link.createdAt(),
                link.createdBy(),
                link.tenant(),
                link.activatesAt(),
                link.expiresAt(),
                link.passwordHash() != null,
                link.allowDownload(),
                link.allowedOrigins(),
                link.maxViewers(),
                link.recipient(),
                link.group(),
                status(link, states, now),
                count.opens(),
                count.viewers(),
                link.maxViewers() == null ? null : count.seats(),
                link.closedAt(),
                link.position(),
                null);
    }

    private static Status status(LinkRecord link, Snapshot states, Instant now) {
        boolean blocked =
                states.stateOf(new Handle(Handle.Kind.LINK, link.id())).blocked();
        return Status.of(link.state(), blocked, link.activatesAt(), link.expiresAt(), now);
    }
}
