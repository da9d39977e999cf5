package dev.edgepass.issuer.sharelink;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.issuer.readmodel.LinkViewers;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.readmodel.ViewCounts;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A share link as its owner sees it. The secret isn't in it: only the link's holders have it. Nor is the password, or its hash.
 *
 * @param kind {@code view}: it opens its paths; {@code upload}: it opens nothing, and takes files for {@code prefix}
 * @param tenant of the login that made it
 * @param prefix of an upload link: the folder that accepted files go to, which also is its one path
 * @param maxFiles of an upload link: how many it takes, ever
 * @param maxBytes of an upload link: of all files together
 * @param maxViewers absent is no limit
 * @param group id of the links that were made together with it
 * @param wordsErased whether label, recipient and password were erased: nobody gets in by a link that had a password until it has another; absent is no
 * @param opens how often its secret was exchanged for a token
 * @param viewers who ever did that, each once
 * @param seatsTaken viewers who weren't sent out, where there is a limit
 * @param countViews whether the edge counts views
 * @param timesOpened how often the edge saw it opened, at least; absent where that isn't known
 * @param lastOpenedAt by the edge's clock
 * @param notices the name of the operator's destination for notices
 * @param position of its creation
 * @param warnings what the owner should look at; absent where there is nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShareLinkView(
        String id,
        String kind,
        @Nullable String label,
        List<String> paths,
        @Nullable String prefix,
        @Nullable Integer maxFiles,
        @Nullable Long maxBytes,
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
        @Nullable Boolean wordsErased,
        Status status,
        long opens,
        long viewers,
        @Nullable Long seatsTaken,
        boolean countViews,
        @Nullable Long timesOpened,
        @Nullable Instant lastOpenedAt,
        @Nullable String notices,
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

    /** As it was just made, before it can have been blocked. */
    static ShareLinkView created(LinkRecord link) {
        return of(link, false, LinkViewers.Count.NONE, link.createdAt());
    }

    /** @param found none leaves it as it is */
    ShareLinkView with(List<LinkWarning> found) {
        return found.isEmpty()
                ? this
                : new ShareLinkView(
                        id,
                        kind,
                        label,
                        paths,
                        prefix,
                        maxFiles,
                        maxBytes,
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
                        wordsErased,
                        status,
                        opens,
                        viewers,
                        seatsTaken,
                        countViews,
                        timesOpened,
                        lastOpenedAt,
                        notices,
                        closedAt,
                        position,
                        found);
    }

    static ShareLinkView of(LinkRecord link, boolean blocked, LinkViewers.Count count, Instant now) {
        LinkTerms terms = link.terms();
        LinkTerms.Upload upload = terms.upload();
        ViewCounts views = count.views().counts(!terms.uncounted(), link.createdAt());
        return new ShareLinkView(
                link.id(),
                upload == null ? ShareLinkRequest.VIEW : ShareLinkRequest.UPLOAD,
                terms.label(),
                terms.paths(),
                upload == null ? null : terms.paths().get(0),
                upload == null ? null : upload.maxFiles(),
                upload == null ? null : upload.maxBytes(),
                link.createdAt(),
                link.createdBy(),
                link.tenant(),
                terms.activatesAt(),
                terms.expiresAt(),
                terms.hasPassword(),
                terms.allowDownload(),
                terms.allowedOrigins(),
                terms.maxViewers(),
                link.recipient(),
                link.group(),
                link.wordsErased() || terms.lostPassword() ? true : null,
                Status.of(link.state(), blocked, terms.activatesAt(), terms.expiresAt(), now),
                count.opens(),
                count.viewers(),
                terms.maxViewers() == null ? null : count.seats(),
                !terms.uncounted(),
                views == null ? null : views.opens(),
                views == null || views.lastOpenedAt() == null ? null : Instant.ofEpochMilli(views.lastOpenedAt()),
                terms.notices(),
                link.closedAt(),
                link.position(),
                null);
    }
}
