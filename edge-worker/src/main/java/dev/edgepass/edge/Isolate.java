package dev.edgepass.edge;

import dev.edgepass.edge.feed.core.FeedState;
import dev.edgepass.edge.signature.KeyRing;
import dev.edgepass.edge.signature.SignatureMemory;
import dev.edgepass.edge.workers.Env;
import dev.edgepass.encoding.Base64Url;

/**
 * What outlives a request: values, never promises or I/O objects (DESIGN section 5).
 *
 * @param config the Worker's variables, which stay the same for an isolate's life
 * @param feed what is known about revocations
 * @param ring imported keys
 * @param signatures tokens whose signature was found good
 */
public record Isolate(EdgeConfig config, FeedState feed, KeyRing ring, SignatureMemory signatures) {
    /** Tokens in each of the memory's two generations: 4 MB of the longest ones. */
    private static final int REMEMBERED_TOKENS = 1_000;

    public static Isolate start(Env env) {
        Base64Url.use(new WorkersBase64());
        return new Isolate(
                EdgeConfig.of(name -> env.variable(name)),
                new FeedState(),
                new KeyRing(),
                new SignatureMemory(REMEMBERED_TOKENS));
    }
}
