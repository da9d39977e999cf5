package dev.edgepass.edge.signature;

import dev.edgepass.edge.memory.Doorkeeper;
import dev.edgepass.edge.memory.RecentlyUsed;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that bear a good signature, to the letter, and nothing else: key, expiry, scope and revocation are asked anew for every request (docs/edge.md). Only
 * what was found good is remembered, so that nobody without tokens can push out another's, and only what came before, since a token that comes once isn't worth a
 * place. Pure Java, for an isolate's one thread.
 */
public final class GoodSignatures {
    /** Tokens in each of the memory's two generations: 4 MB of the longest ones. */
    private static final int REMEMBERED = 1_024;

    /** Characters of a signature's end by which a token is found, before it is compared: 96 bits that no client chooses, and little to hash. */
    private static final int KEY_CHARS = 16;

    private final Doorkeeper doorkeeper = new Doorkeeper(4 * REMEMBERED);
    private final RecentlyUsed<GoodSignature> remembered = new RecentlyUsed<>(REMEMBERED);

    /** What is known of the token {@code compact}. */
    public @Nullable GoodSignature find(String compact) {
        GoodSignature found = remembered.find(end(compact));
        return found != null && found.compact().equals(compact) ? found : null;
    }

    /** {@code good} has just been found so. */
    public void found(GoodSignature good) {
        if (doorkeeper.knows(good.compact())) {
            remembered.remember(end(good.compact()), good);
        }
    }

    private static String end(String compact) {
        return compact.substring(Math.max(0, compact.length() - KEY_CHARS));
    }
}
