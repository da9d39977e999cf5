package dev.edgepass.decision;

import dev.edgepass.feed.FeedView;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.token.MediaClaims;
import dev.edgepass.token.ObjectKey;
import dev.edgepass.token.Scope;
import dev.edgepass.token.VerifiedToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a view (DESIGN sections 3 to 5). The order of refusals is part of the contract, so that every implementation gives one input one verdict: the
 * key's form, the token's form, the feed's freshness, the signing key, the signature, and then what {@link #decide} checks. Immutable.
 *
 * @param issuer the only acceptable {@code iss}
 * @param audience the only acceptable {@code aud}
 * @param clockSkew seconds that an {@code iat} may lie in the future
 * @param maxLifetime seconds from {@code iat} to {@code exp} at most
 * @param maxReadAge milliseconds that the last read of the head may lie back
 * @param silenceLimit milliseconds that the head's {@code asOf} may lie back
 */
public record ViewPolicy(
        String issuer, String audience, long clockSkew, long maxLifetime, long maxReadAge, long silenceLimit) {
    /** The age of the last read past which nothing is granted, in milliseconds: the term of the bound that the edge enforces. */
    public static final long DEFAULT_MAX_READ_AGE = 3_000;

    /**
     * Grants the view, or throws. To be called after the last thing that takes time before the answer.
     *
     * @param now milliseconds since the epoch
     * @throws RefusedException with the first rule that refuses
     */
    public void decide(VerifiedToken token, ObjectKey key, RequestOrigin origin, @Nullable FeedView view, long now) {
        FeedView fresh = requireFreshAndAdmissible(token, key, origin, view, now);
        requireNotTakenBack(token.claims(), key, fresh);
    }

    /**
     * As {@link #decide}, for a view that was granted before under the very head of {@code view}: what that head says about handles is the same still, so only the
     * rest is asked again.
     *
     * @throws RefusedException with the first rule that refuses
     */
    public void decideAgain(
            VerifiedToken token, ObjectKey key, RequestOrigin origin, @Nullable FeedView view, long now) {
        requireFreshAndAdmissible(token, key, origin, view, now);
    }

    private FeedView requireFreshAndAdmissible(
            VerifiedToken token, ObjectKey key, RequestOrigin origin, @Nullable FeedView view, long now) {
        FeedView fresh = requireFresh(view, now);
        if (fresh.head().key(token.kid()) == null) {
            throw new RefusedException(Refusal.UNKNOWN_KEY);
        }
        requireAdmissible(token.claims(), key, origin, now);
        return fresh;
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
        boolean ours = claims.issuer().equals(issuer) && claims.audience().equals(audience);
        long lifetime = claims.expiresAt() - claims.issuedAt();
        if (!ours || lifetime <= 0 || lifetime > maxLifetime) {
            throw new RefusedException(Refusal.MALFORMED_TOKEN);
        }
        if (now >= claims.expiresAt() * 1000) {
            throw new RefusedException(Refusal.EXPIRED);
        }
        if (claims.issuedAt() * 1000 > now + clockSkew * 1000) {
            throw new RefusedException(Refusal.NOT_YET_VALID);
        }
        if (!covered(claims.paths(), key)) {
            throw new RefusedException(Refusal.OUT_OF_SCOPE);
        }
        if (!claims.origins().isEmpty()
                && (origin.value() == null || !claims.origins().contains(origin.value()))) {
            throw new RefusedException(Refusal.ORIGIN_NOT_ALLOWED);
        }
    }

    private static void requireNotTakenBack(MediaClaims claims, ObjectKey key, FeedView view) {
        if (claims.position() < view.head().prunedTo()) {
            throw new RefusedException(Refusal.REVOKED);
        }
        requireNotTakenBack(claims, Handle.of(claims), view);
        requireNotTakenBack(claims, Handle.of(key), view);
    }

    private static void requireNotTakenBack(MediaClaims claims, List<Handle> handles, FeedView view) {
        for (Handle handle : handles) {
            HandleState state = view.stateOf(handle);
            if (state.blocked()) {
                throw new RefusedException(Refusal.BLOCKED);
            }
            if (claims.position() < state.cutoff()) {
                throw new RefusedException(Refusal.REVOKED);
            }
        }
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
