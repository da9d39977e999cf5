package dev.edgepass.event;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The issuance topic's events: what was signed, never the token itself. */
public sealed interface IssuanceEvent extends EdgepassEvent {
    /** The token's claims and key. */
    Grant grant();

    /**
     * What a token grants.
     *
     * @param position claim {@code pos}
     * @param linkId the share link that it came from, if any
     */
    record Grant(
            String jti,
            String kid,
            String subject,
            @Nullable String tenant,
            @Nullable String linkId,
            List<String> paths,
            boolean downloadAllowed,
            @Nullable List<String> origins,
            Instant issuedAt,
            Instant expiresAt,
            long position) {
        public Grant {
            Objects.requireNonNull(jti, "jti");
            Objects.requireNonNull(kid, "kid");
            Objects.requireNonNull(subject, "subject");
            paths = List.copyOf(paths);
            origins = origins == null ? List.of() : List.copyOf(origins);
            Objects.requireNonNull(issuedAt, "issuedAt");
            Objects.requireNonNull(expiresAt, "expiresAt");
        }
    }

    /** A first token. */
    record TokenIssued(Grant grant) implements IssuanceEvent {}

    /**
     * A token that replaces an earlier one before it expires.
     *
     * @param previousJti the token that was presented
     */
    record TokenRefreshed(Grant grant, String previousJti) implements IssuanceEvent {}
}
