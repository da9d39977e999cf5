package dev.edgepass.edge;

import dev.edgepass.edge.feed.core.FeedState;
import dev.edgepass.edge.media.HotBytes;
import dev.edgepass.edge.media.HotMedia;
import dev.edgepass.edge.media.KnownObjects;
import dev.edgepass.edge.media.PlainHeaders;
import dev.edgepass.edge.signature.GoodSignatures;
import dev.edgepass.edge.signature.KeyRing;
import dev.edgepass.edge.workers.Env;

/**
 * What outlives a request: values, never promises or I/O objects (DESIGN section 5).
 *
 * @param config the Worker's variables, which stay the same for an isolate's life
 * @param feed what is known about revocations
 * @param ring imported keys
 * @param signatures the tokens that were found good
 * @param objects what is remembered of media but for their bytes
 * @param hot small media, with their bytes
 * @param plainHeaders the header fields of most answers
 */
public record Isolate(
        EdgeConfig config,
        FeedState feed,
        KeyRing ring,
        GoodSignatures signatures,
        KnownObjects objects,
        HotMedia<HotBytes> hot,
        PlainHeaders plainHeaders) {
    public static Isolate start(Env env) {
        EdgeConfig config = EdgeConfig.of(name -> env.variable(name));
        return new Isolate(
                config,
                new FeedState(config.pollInterval()),
                new KeyRing(),
                new GoodSignatures(),
                new KnownObjects(),
                new HotMedia<>(config.hotMediaBytes()),
                new PlainHeaders());
    }
}
