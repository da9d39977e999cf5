package dev.edgepass.edge.view;

import dev.edgepass.edge.config.EdgeConfig;
import dev.edgepass.edge.feed.FeedReader;
import dev.edgepass.edge.feed.core.FeedState;
import dev.edgepass.edge.media.HotCache;
import dev.edgepass.edge.media.KnownObjects;
import dev.edgepass.edge.media.PlainHeaders;
import dev.edgepass.edge.signature.GoodSignatures;
import dev.edgepass.edge.signature.KeyRing;
import dev.edgepass.edge.usage.Usage;
import dev.edgepass.edge.usage.core.UsageSettings;
import dev.edgepass.edge.workers.Env;
import dev.edgepass.edge.workers.ExecutionContext;
import org.jspecify.annotations.Nullable;

/**
 * The state that outlives a request: values, never promises or I/O objects.
 *
 * @param config the Worker's variables, which stay the same for an isolate's life
 * @param feed what is known about revocations
 * @param ring imported keys
 * @param signatures the tokens that were found good
 * @param objects what is remembered of media but for their bytes
 * @param hot small media, with their bytes
 * @param plainHeaders the header fields of most answers
 * @param usage what is counted of views; null where they aren't
 */
public record Isolate(
        EdgeConfig config,
        FeedState feed,
        KeyRing ring,
        GoodSignatures signatures,
        KnownObjects objects,
        HotCache hot,
        PlainHeaders plainHeaders,
        @Nullable Usage usage) {
    public Isolate(EdgeConfig config) {
        this(
                config,
                new FeedState(config.pollInterval()),
                new KeyRing(),
                new GoodSignatures(),
                new KnownObjects(),
                new HotCache(config.hotMediaBytes()),
                new PlainHeaders(),
                usage(config.usage()));
    }

    private static @Nullable Usage usage(@Nullable UsageSettings settings) {
        return settings == null ? null : new Usage(settings);
    }

    /** The feed, kept fresh for one request. */
    public FeedReader reader(Env env, ExecutionContext context) {
        return new FeedReader(env, context, config.feedKeys(), ring, feed);
    }
}
