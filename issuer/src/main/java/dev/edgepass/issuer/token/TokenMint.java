package dev.edgepass.issuer.token;

import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.IssuanceEvent.Grant;
import dev.edgepass.event.IssuanceEvent.TokenIssued;
import dev.edgepass.event.IssuanceEvent.TokenRefreshed;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.key.KeyRing;
import dev.edgepass.issuer.key.SigningKey;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.Snapshot;
import dev.edgepass.token.MediaClaims;
import dev.edgepass.token.Scope;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Order and snapshot in, token out, once the log has it (ADR 1, ADR 4). Thread-safe. */
@Component
public class TokenMint {
    private final TokenSettings settings;
    private final KeyRing keys;
    private final EventLog log;
    private final Clock clock;

    TokenMint(TokenSettings settings, KeyRing keys, EventLog log, Clock clock) {
        this.settings = settings;
        this.keys = keys;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Mints.
     *
     * @param snapshot of at least {@link MintOrder#handles()}: its position is the token's {@code pos}
     * @throws ProblemException {@code blocked}, {@code token-too-long}, {@code log-unavailable}, those of {@link KeyRing#active}; {@code link-expired} where nothing is left of the life
     */
    public MintedToken mint(MintOrder order, Duration lifetime, Snapshot snapshot) {
        order.blocked(snapshot).ifPresent(TokenMint::refuse);
        TokenLife life = TokenLife.of(clock.instant(), lifetime, order.notAfter());
        if (life.isEmpty()) {
            throw ProblemType.LINK_EXPIRED.because("Ask the sender of the link for a new one.");
        }
        MediaClaims claims = claims(order, life, snapshot.position());
        SigningKey key = keys.active(snapshot);
        String compact = key.sign(claims);
        if (compact.length() > MediaClaims.MAX_LENGTH) {
            throw tooLong(order, compact.length());
        }
        log.append(event(order, claims, life, key.kid()), order.linkId() == null ? order.subject() : order.linkId());
        return new MintedToken(compact, claims, life, order.paths());
    }

    private static ProblemException tooLong(MintOrder order, int length) {
        // A link of an earlier version: those that are made or edited now fit (LongestToken).
        return order.linkId() != null
                ? ProblemType.TOKEN_TOO_LONG.because(
                        "The share link names too much to be opened. Ask its sender to share fewer paths, or a folder.")
                : ProblemType.TOKEN_TOO_LONG.about(
                        "paths",
                        "The token would have " + length + " characters (expected: at most " + MediaClaims.MAX_LENGTH
                                + "). Ask for a folder, such as projects/42/, instead of "
                                + order.paths().minimal().size() + " paths.");
    }

    private MediaClaims claims(MintOrder order, TokenLife life, long position) {
        return new MediaClaims(
                settings.issuer(),
                settings.audience(),
                order.subject(),
                RandomId.next(),
                life.issuedAt().getEpochSecond(),
                life.expiresAt().getEpochSecond(),
                position,
                order.linkId(),
                order.tenant(),
                order.paths().minimal().stream().map(Scope::value).toList(),
                order.downloadAllowed(),
                order.origins(),
                order.uncounted());
    }

    private static IssuanceEvent event(MintOrder order, MediaClaims claims, TokenLife life, String kid) {
        Grant grant = new Grant(
                claims.id(),
                kid,
                claims.subject(),
                claims.tenant(),
                claims.link(),
                claims.paths(),
                claims.downloadAllowed(),
                claims.origins(),
                life.issuedAt(),
                life.expiresAt(),
                claims.position());
        return order.previousJti() == null ? new TokenIssued(grant) : new TokenRefreshed(grant, order.previousJti());
    }

    private static void refuse(Handle handle) {
        throw ProblemType.BLOCKED.because(
                "Blocked by a revocation of kind " + handle.kind() + ". Only an admin can lift it.");
    }
}
