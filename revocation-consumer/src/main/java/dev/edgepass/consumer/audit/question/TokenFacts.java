package dev.edgepass.consumer.audit.question;

import dev.edgepass.audit.answer.AuditedToken;
import dev.edgepass.audit.answer.EventRef;
import dev.edgepass.consumer.audit.index.IndexedEvent;
import dev.edgepass.decision.Refusal;
import dev.edgepass.decision.RefusedException;
import dev.edgepass.decision.RefusedException.Concern;
import dev.edgepass.decision.TokenRules;
import dev.edgepass.decision.ViewPolicy;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleStates;
import dev.edgepass.key.KeyRecord;
import dev.edgepass.key.SigningKeys;
import dev.edgepass.token.MediaClaims;
import dev.edgepass.token.ObjectKey;
import dev.edgepass.token.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A token that was issued, and the edge's decision on it. Immutable. */
final class TokenFacts {
    /** The log has no token of another issuer, and none with too long a life; nor was there a token before it was issued, whatever a clock's skew. */
    private static final TokenRules RULES = new TokenRules("", "", 0, Long.MAX_VALUE);

    private final IndexedEvent issued;
    private final IssuanceEvent event;
    private final MediaClaims claims;

    TokenFacts(IndexedEvent issued) {
        this.issued = issued;
        this.event = issued.issuance().orElseThrow();
        IssuanceEvent.Grant grant = event.grant();
        this.claims = new MediaClaims(
                RULES.issuer(),
                RULES.audience(),
                grant.subject(),
                grant.jti(),
                grant.issuedAt().getEpochSecond(),
                grant.expiresAt().getEpochSecond(),
                grant.position(),
                grant.linkId(),
                grant.tenant(),
                grant.paths(),
                grant.downloadAllowed(),
                grant.origins() == null ? List.of() : grant.origins(),
                false);
    }

    IndexedEvent issued() {
        return issued;
    }

    IssuanceEvent.Grant grant() {
        return event.grant();
    }

    /** That decide on the token, and on the key where one is asked about. */
    List<Handle> handles(@Nullable ObjectKey key) {
        List<Handle> handles = new ArrayList<>(Handle.of(claims));
        if (key != null) {
            handles.addAll(Handle.of(key));
        }
        return handles;
    }

    /**
     * The edge's decision, in the edge's order, but for the site that embeds.
     *
     * @param key null for the token by itself
     * @param now milliseconds since the epoch
     */
    Verdict verdict(@Nullable ObjectKey key, HandleStates states, SigningKeys keys, long now) {
        if (!isGood(keys.byKid().get(grant().kid()))) {
            return new Verdict(Refusal.UNKNOWN_KEY, null);
        }
        try {
            RULES.require(claims, now);
            if (key != null && claims.paths().stream().noneMatch(path -> new Scope(path).covers(key))) {
                return new Verdict(Refusal.OUT_OF_SCOPE, null);
            }
            ViewPolicy.requireNotTakenBack(claims.position(), Handle.of(claims), states, Concern.TOKEN);
            if (key != null) {
                ViewPolicy.requireNotTakenBack(claims.position(), Handle.of(key), states, Concern.OBJECT);
            }
            return Verdict.GOOD;
        } catch (RefusedException e) {
            return Verdict.of(e);
        }
    }

    /** As {@link #verdict(ObjectKey, HandleStates, SigningKeys, long)}. */
    Verdict verdict(@Nullable ObjectKey key, HandleFold fold, long now) {
        return verdict(key, fold, fold.keys(), now);
    }

    private static boolean isGood(@Nullable KeyRecord key) {
        return key != null && key.state() != KeyRecord.State.WITHDRAWN;
    }

    EventRef ref() {
        return new EventRef(issued.logName(), issued.offset());
    }

    AuditedToken.Token answer() {
        IssuanceEvent.Grant grant = grant();
        return new AuditedToken.Token(
                grant.jti(),
                grant.subject(),
                grant.tenant(),
                grant.linkId(),
                grant.paths(),
                grant.downloadAllowed(),
                grant.issuedAt(),
                grant.expiresAt(),
                grant.position(),
                grant.kid(),
                event instanceof IssuanceEvent.TokenRefreshed refreshed ? refreshed.previousJti() : null,
                ref());
    }
}
