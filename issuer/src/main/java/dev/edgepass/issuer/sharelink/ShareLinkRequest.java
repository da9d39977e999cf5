package dev.edgepass.issuer.sharelink;

import dev.edgepass.event.LinkTerms;
import dev.edgepass.issuer.identity.RequestedPath;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.sharelink.password.LinkPassword;
import dev.edgepass.issuer.token.RequestedPaths;
import dev.edgepass.token.Scope;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /share-links} (docs/api.md). Its terms are checked one by one, so that an edit may name some of them.
 *
 * @param activatesAt ISO 8601 with an offset; missing is at once
 * @param expiresAt ISO 8601 with an offset; missing is what {@link LinkLifetime} says
 * @param password of 8 to 128 characters; missing is none
 * @param allowedOrigins that may embed; missing or empty is any
 * @param maxViewers missing is no limit
 * @param countViews whether the edge counts views; missing is true
 * @param notices the name of the operator's destination for notices; missing or empty is none
 * @param recipient whom the link is meant for
 * @param recipients instead of that one: a link is made for each
 * @param kind {@code view}, which is also what a missing one means, or {@code upload}
 * @param prefix of an upload link: the folder that accepted files go to, instead of {@code paths}
 * @param maxFiles of an upload link: how many files it takes, ever
 * @param maxBytes of an upload link: how many bytes it takes, ever
 */
record ShareLinkRequest(
        @Nullable String label,
        @Nullable List<@Nullable String> paths,
        @Nullable String activatesAt,
        @Nullable String expiresAt,
        @Nullable String password,
        @Nullable Boolean allowDownload,
        @Nullable List<@Nullable String> allowedOrigins,
        @Nullable Integer maxViewers,
        @Nullable Boolean countViews,
        @Nullable String notices,
        @Nullable String recipient,
        @Nullable List<@Nullable String> recipients,
        @Nullable String kind,
        @Nullable String prefix,
        @Nullable Long maxFiles,
        @Nullable Long maxBytes) {
    static final String VIEW = "view";
    static final String UPLOAD = "upload";

    /** Members that only links of one kind have. */
    static final Set<String> OF_VIEW = Set.of("paths", "allowDownload", "allowedOrigins", "maxViewers", "countViews");

    static final Set<String> OF_UPLOAD = Set.of("prefix", "maxFiles", "maxBytes");

    private static final int MAX_LABEL = 200;
    private static final int MAX_VIEWERS = 1_000_000;

    /** So that what a link has received can be counted with a few listings. */
    private static final int MAX_FILES = 10_000;

    /** 1 PiB: more than that is a mistake. */
    private static final long MAX_BYTES = 1L << 50;

    /** RFC 3339, which the log's schemas want, has four digits. */
    private static final int FIRST_YEAR = 1970;

    private static final int LAST_YEAR = 9998;

    /**
     * The terms, without the password.
     *
     * @throws ProblemException {@code invalid-request}, naming the offending member
     */
    LinkTerms parse(Instant now, LinkLifetime lifetime) {
        boolean upload = isUpload();
        requireNone(upload ? OF_VIEW : OF_UPLOAD, upload ? UPLOAD : VIEW);
        Instant activation = checkedActivation();
        Instant expiry = checkedExpiry();
        return LinkLifetime.inOrder(new LinkTerms(
                checkedLabel(),
                upload ? List.of(checkedPrefix()) : checkedPaths(),
                activation,
                expiry == null ? lifetime.expiry(now, activation) : lifetime.require(expiry, now, now),
                null,
                Boolean.TRUE.equals(allowDownload),
                AllowedOrigins.parse(allowedOrigins),
                checkedMaxViewers(),
                upload || Boolean.FALSE.equals(countViews),
                noticesOrNone(),
                null,
                upload ? new LinkTerms.Upload(checkedMaxFiles(), checkedMaxBytes()) : null));
    }

    private boolean isUpload() {
        if (kind != null && !kind.equals(VIEW) && !kind.equals(UPLOAD)) {
            throw ProblemType.invalid("kind", "unknown (expected: " + VIEW + " or " + UPLOAD + ")");
        }
        return UPLOAD.equals(kind);
    }

    private void requireNone(Set<String> names, String ofKind) {
        Stream.of(
                        paths == null ? null : "paths",
                        allowDownload == null ? null : "allowDownload",
                        allowedOrigins == null ? null : "allowedOrigins",
                        maxViewers == null ? null : "maxViewers",
                        countViews == null ? null : "countViews",
                        prefix == null ? null : "prefix",
                        maxFiles == null ? null : "maxFiles",
                        maxBytes == null ? null : "maxBytes")
                .filter(name -> name != null && names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw ofOtherKind(name, ofKind);
                });
    }

    static ProblemException ofOtherKind(String member, String kind) {
        return ProblemType.invalid(member, "not a term of a link of kind " + kind);
    }

    String checkedPrefix() {
        return RequestedPath.folder("prefix", prefix).value();
    }

    int checkedMaxFiles() {
        return (int) checked("maxFiles", maxFiles, MAX_FILES);
    }

    long checkedMaxBytes() {
        return checked("maxBytes", maxBytes, MAX_BYTES);
    }

    private static long checked(String field, @Nullable Long number, long most) {
        if (number == null || number < 1 || number > most) {
            throw ProblemType.invalid(field, (number == null ? "missing" : number) + " (expected: 1 to " + most + ")");
        }
        return number;
    }

    @Nullable
    String checkedLabel() {
        if (label != null && label.length() > MAX_LABEL) {
            throw ProblemType.invalid("label", label.length() + " characters (expected: at most " + MAX_LABEL + ")");
        }
        return label == null || label.isBlank() ? null : label.strip();
    }

    /** Those that open all that was asked for, and no more. */
    List<String> checkedPaths() {
        return RequestedPaths.parse(paths).minimal().stream().map(Scope::value).toList();
    }

    @Nullable
    Instant checkedActivation() {
        return instant("activatesAt", activatesAt);
    }

    /** Its form; whether it may be had is {@link LinkLifetime}'s word. */
    @Nullable
    Instant checkedExpiry() {
        return instant("expiresAt", expiresAt);
    }

    @Nullable
    Integer checkedMaxViewers() {
        if (maxViewers != null && (maxViewers < 1 || maxViewers > MAX_VIEWERS)) {
            throw ProblemType.invalid("maxViewers", maxViewers + " (expected: 1 to " + MAX_VIEWERS + ")");
        }
        return maxViewers;
    }

    /** Whether there is such a destination is {@link dev.edgepass.issuer.notice.NoticeDestinations}' word. */
    @Nullable
    String noticesOrNone() {
        return notices == null || notices.isBlank() ? null : notices;
    }

    @Nullable
    LinkPassword checkedPassword() {
        return LinkPassword.parseNew(password);
    }

    /** Without its members: the password is one of them. */
    @Override
    public String toString() {
        return "ShareLinkRequest";
    }

    private static @Nullable Instant instant(String field, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            OffsetDateTime parsed = OffsetDateTime.parse(text);
            if (parsed.getYear() >= FIRST_YEAR && parsed.getYear() <= LAST_YEAR) {
                return parsed.toInstant();
            }
        } catch (DateTimeParseException e) {
            // The same answer: what is expected.
        }
        throw ProblemType.invalid(field, "no instant (expected: such as 2030-01-31T12:00:00Z)");
    }
}
