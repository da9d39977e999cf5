package dev.edgepass.edge;

import dev.edgepass.edge.feed.core.FeedState;
import dev.edgepass.edge.media.HotBytes;
import dev.edgepass.edge.media.HotMedia;
import dev.edgepass.edge.media.KnownObjects;
import dev.edgepass.edge.media.PlainHeaders;
import dev.edgepass.edge.memory.Doorkeeper;
import dev.edgepass.edge.memory.RecentlyUsed;
import dev.edgepass.edge.signature.GoodSignature;
import dev.edgepass.edge.signature.KeyRing;
import dev.edgepass.edge.workers.Env;

/**
 * What outlives a request: values, never promises or I/O objects (DESIGN section 5).
 *
 * @param config the Worker's variables, which stay the same for an isolate's life
 * @param feed what is known about revocations
 * @param ring imported keys
 * @param doorkeeper knows which tokens came before: one that comes only once isn't worth a place among {@code signatures}
 * @param signatures tokens that bear a good signature, to the letter, and nothing else: key, expiry, scope and revocation are asked anew for every request (DESIGN
 *     section 8). Only what was found good is remembered, so that nobody without tokens can push out another's
 * @param objects what is remembered of media but for their bytes
 * @param hot small media, with their bytes
 * @param plainHeaders the header fields of most answers
 */
public record Isolate(
        EdgeConfig config,
        FeedState feed,
        KeyRing ring,
        Doorkeeper doorkeeper,
        RecentlyUsed<GoodSignature> signatures,
        KnownObjects objects,
        HotMedia<HotBytes> hot,
        PlainHeaders plainHeaders) {
    /** Tokens in each of the memory's two generations: 4 MB of the longest ones. */
    private static final int REMEMBERED_TOKENS = 1_024;

    public static Isolate start(Env env) {
        EdgeConfig config = EdgeConfig.of(name -> env.variable(name));
        return new Isolate(
                config,
                new FeedState(),
                new KeyRing(),
                new Doorkeeper(4 * REMEMBERED_TOKENS),
                new RecentlyUsed<>(REMEMBERED_TOKENS),
                new KnownObjects(),
                new HotMedia<>(config.hotMediaBytes()),
                new PlainHeaders());
    }
}
