package dev.edgepass.issuer.sharelink;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.readmodel.LinkRecord;
import dev.edgepass.issuer.readmodel.Snapshot;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A share link as its owner sees it. The secret isn't in it: nobody has it any more but who holds the link.
 *
 * @param position of its creation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ShareLinkView(
        String id,
        @Nullable String label,
        List<String> paths,
        Instant createdAt,
        String createdBy,
        @Nullable Instant expiresAt,
        boolean allowDownload,
        List<String> allowedOrigins,
        Status status,
        @Nullable Instant closedAt,
        long position) {

    /** What a viewer would find, the strongest reason first. */
    enum Status {
        @JsonProperty("closed")
        CLOSED,
        @JsonProperty("blocked")
        BLOCKED,
        @JsonProperty("suspended")
        SUSPENDED,
        @JsonProperty("expired")
        EXPIRED,
        @JsonProperty("active")
        ACTIVE;

        static Optional<Status> named(String name) {
            return Arrays.stream(values())
                    .filter(status -> status.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst();
        }
    }

    static ShareLinkView of(LinkRecord link, Snapshot states, Instant now) {
        return new ShareLinkView(
                link.id(),
                link.label(),
                link.paths(),
                link.createdAt(),
                link.createdBy(),
                link.expiresAt(),
                link.allowDownload(),
                link.allowedOrigins(),
                status(link, states, now),
                link.closedAt(),
                link.position());
    }

    private static Status status(LinkRecord link, Snapshot states, Instant now) {
        if (link.state() == LinkRecord.State.CLOSED) {
            return Status.CLOSED;
        }
        if (link.state() != LinkRecord.State.ACTIVE) {
            return Status.SUSPENDED;
        }
        if (states.stateOf(new Handle(Handle.Kind.LINK, link.id())).blocked()) {
            return Status.BLOCKED;
        }
        return link.expiresAt() != null && !link.expiresAt().isAfter(now) ? Status.EXPIRED : Status.ACTIVE;
    }
}
