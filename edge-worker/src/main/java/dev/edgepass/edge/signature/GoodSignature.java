package dev.edgepass.edge.signature;

import dev.edgepass.decision.Clearance;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.token.VerifiedToken;
import org.jspecify.annotations.Nullable;

/**
 * A token and the key under which its signature was found good.
 *
 * @param compact the token to the letter
 * @param key with its coordinates: a {@code kid} that comes back with another key vouches for nothing
 * @param clearance of the token's handles
 */
public record GoodSignature(String compact, VerifiedToken token, PublicKey key, Clearance clearance) {
    public GoodSignature(String compact, VerifiedToken token, PublicKey key) {
        this(compact, token, key, new Clearance());
    }

    /** Whether it still counts where {@code published} is what the head has under the token's {@code kid}. */
    public boolean countsUnder(@Nullable PublicKey published) {
        return published != null && key.isSame(published);
    }
}
