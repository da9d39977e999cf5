package dev.edgepass.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a share link lets its holders do, all of it: in its creation, its edits and the read model. As JSON its members stand among those of the record that has it.
 *
 * @param paths what it opens, see {@link dev.edgepass.token.Scope}
 * @param activatesAt null is at once
 * @param expiresAt null is never
 * @param passwordHash an Argon2id string, peppered; null is no password
 * @param allowedOrigins (RFC 6454) that may embed; empty is any
 * @param maxViewers null is no limit
 * @param uncounted whether views aren't counted
 * @param notices the name of the operator's destination for notices; null is none
 */
public record LinkTerms(
        @Nullable String label,
        List<String> paths,
        @Nullable Instant activatesAt,
        @Nullable Instant expiresAt,
        @Nullable String passwordHash,
        boolean allowDownload,
        List<String> allowedOrigins,
        @Nullable Integer maxViewers,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean uncounted,
        @Nullable String notices) {
    public LinkTerms {
        paths = List.copyOf(paths);
        // Absent in the least event that the schema allows.
        allowedOrigins = allowedOrigins == null ? List.of() : List.copyOf(allowedOrigins);
    }

    /** Paths for everybody, at once and without an end. */
    public static LinkTerms of(String... paths) {
        return new LinkTerms(null, List.of(paths), null, null, null, false, List.of(), null, false, null);
    }

    /** The same but for the password. */
    public LinkTerms withPasswordHash(@Nullable String hash) {
        return new LinkTerms(
                label,
                paths,
                activatesAt,
                expiresAt,
                hash,
                allowDownload,
                allowedOrigins,
                maxViewers,
                uncounted,
                notices);
    }

    /** Without the password's hash. */
    @Override
    public String toString() {
        return "LinkTerms" + paths;
    }
}
