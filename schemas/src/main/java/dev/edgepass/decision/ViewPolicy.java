package dev.edgepass.decision;

import dev.edgepass.decision.RefusedException.Concern;
import dev.edgepass.feed.FeedView;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.HandleStates;
import dev.edgepass.token.MediaClaims;
import dev.edgepass.token.ObjectKey;
import dev.edgepass.token.Scope;
import dev.edgepass.token.VerifiedToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a view (docs/edge.md). The order of refusals is part of the contract, so that every implementation gives one input one verdict: the
 * key's form, the token's form, the feed's freshness, the signing key, the signature, and then what {@link #decide} checks. Immutable.
 *
 * @param tokens the rules for a token by itself
 * @param maxReadAge milliseconds that the last read of the head may lie back
 * @param silenceLimit milliseconds that the head's {@code asOf} may lie back
 */
public record ViewPolicy(TokenRules tokens, long maxReadAge, long silenceLimit) {
    /** The age of the last read past which nothing is granted, in milliseconds: the term of the bound that the edge enforces. */
    public static final long DEFAULT_MAX_READ_AGE = 3_000;

    /**
     * Grants the view, or throws. To be called after the last thing that takes time before the answer.
     *
     * @param now milliseconds since the epoch
     * @throws RefusedException with the first rule that refuses
     */
    public void decide(VerifiedToken token, ObjectKey key, RequestOrigin origin, @Nullable FeedView view, long now) {
        decide(token, key, origin, view, now, new Clearance(), new Clearance());
    }

    /**
     * As {@link #decide(VerifiedToken, ObjectKey, RequestOrigin, FeedView, long)}, with what was found before.
     *
     * @param ofToken to be used for decisions about this token alone
     * @param ofKey to be used for decisions about this key alone
     * @throws RefusedException with the first rule that refuses
     */
    public void decide(
            VerifiedToken token,
            ObjectKey key,
            RequestOrigin origin,
            @Nullable FeedView view,
            long now,
            Clearance ofToken,
            Clearance ofKey) {
        FeedView fresh = requireFresh(view, now);
        if (fresh.head().key(token.kid()) == null) {
            throw new RefusedException(Refusal.UNKNOWN_KEY);
        }
        MediaClaims claims = token.claims();
        requireAdmissible(claims, key, origin, now);
        if (claims.position() < fresh.head().prunedTo()) {
            throw new RefusedException(Refusal.REVOKED, Concern.TOKEN, null);
        }
        if (!ofToken.covers(fresh, claims.position())) {
            ofToken.remember(fresh, requireNotTakenBack(claims.position(), Handle.of(claims), fresh, Concern.TOKEN));
        }
        if (!ofKey.covers(fresh, claims.position())) {
            ofKey.remember(fresh, requireNotTakenBack(claims.position(), Handle.of(key), fresh, Concern.OBJECT));
        }
    }

    /**
     * The view, if it is fresh enough to decide on.
     *
     * @throws RefusedException {@code stale-feed}
     */
    public FeedView requireFresh(@Nullable FeedView view, long now) {
        if (view == null
                || now - view.readAt() > maxReadAge
                || view.readAt() - now > FeedView.CLOCK_STEP
                || now - view.head().asOf() > silenceLimit) {
            throw new RefusedException(Refusal.STALE_FEED);
        }
        return view;
    }

    /** What token, key and clock say without the feed. */
    private void requireAdmissible(MediaClaims claims, ObjectKey key, RequestOrigin origin, long now) {
        tokens.require(claims, now);
        if (!covered(claims.paths(), key)) {
            throw new RefusedException(Refusal.OUT_OF_SCOPE);
        }
        if (!allowed(claims.origins(), origin.value())) {
            throw new RefusedException(Refusal.ORIGIN_NOT_ALLOWED);
        }
    }

    /**
     * The highest cutoff of {@code handles}, none of which refuses {@code position}.
     *
     * @param position claim {@code pos} of a token
     * @throws RefusedException with the first handle that refuses
     */
    public static long requireNotTakenBack(long position, List<Handle> handles, HandleStates states, Concern concern) {
        long highest = 0;
        for (Handle handle : handles) {
            HandleState state = states.stateOf(handle);
            if (state.blocked()) {
                throw new RefusedException(Refusal.BLOCKED, concern, handle);
            }
            if (position < state.cutoff()) {
                throw new RefusedException(Refusal.REVOKED, concern, handle);
            }
            highest = Math.max(highest, state.cutoff());
        }
        return highest;
    }

    private static boolean allowed(List<String> origins, @Nullable String origin) {
        for (String allowed : origins) {
            if (allowed.equals(origin)) {
                return true;
            }
        }
        return origins.isEmpty();
    }

    private static boolean covered(List<String> paths, ObjectKey key) {
        for (String path : paths) {
            // The issuer signed only canonical scopes, so they are not parsed again for every request.
            if (!path.isEmpty() && new Scope(path).covers(key)) {
                return true;
            }
        }
        return false;
    }
}
