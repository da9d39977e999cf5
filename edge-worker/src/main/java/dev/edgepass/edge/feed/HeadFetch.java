package dev.edgepass.edge.feed;

import dev.edgepass.edge.config.Bindings;
import dev.edgepass.edge.feed.core.FeedKeys;
import dev.edgepass.edge.feed.core.FeedState;
import dev.edgepass.edge.feed.core.HeadRead;
import dev.edgepass.edge.signature.KeyRing;
import dev.edgepass.edge.workers.Env;
import dev.edgepass.edge.workers.JsBoolean;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.R2Object;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.edge.workers.SubtleCrypto;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.FeedView;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.feed.SegmentRef;
import dev.edgepass.feed.UnverifiedHead;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/** One read of the head: asks R2, WebCrypto and KV for what {@link HeadRead} wants to know. */
final class HeadFetch {
    private final Env env;
    private final FeedKeys pinned;
    private final KeyRing ring;
    private final FeedState state;
    private final HeadRead read;

    /**
     * @param issued milliseconds since the epoch, taken before this read: what it brings is at least that fresh
     */
    HeadFetch(Env env, FeedKeys pinned, KeyRing ring, FeedState state, long issued) {
        this.env = env;
        this.pinned = pinned;
        this.ring = ring;
        this.state = state;
        this.read = new HeadRead(pinned, state, issued);
    }

    /** Never fails: a read that doesn't count is logged, and the age of the old view goes on. */
    Promise<JSObject> run() {
        String etag = read.etag();
        Promise<R2Object> got = etag == null
                ? Bindings.feed(env).get(FeedHead.OBJECT_KEY)
                : Bindings.feed(env).getUnlessMatches(FeedHead.OBJECT_KEY, etag);
        return got.thenAwait(this::take).thenRun(done -> end(), failed -> {
            read.failed(Runtime.describe(failed));
            end();
        });
    }

    /** Null, like the steps below, where there is nothing more to wait for. */
    private @Nullable Promise<JSObject> take(@Nullable R2Object object) {
        if (object == null) {
            read.missing();
        } else if (object.body() == null) {
            read.unchanged();
        } else {
            return object.text().thenAwait(text -> verify(text.value(), object.etag()));
        }
        return null;
    }

    private @Nullable Promise<JSObject> verify(String compact, String etag) {
        UnverifiedHead head = read.received(compact, etag);
        PublicKey pinnedKey = read.key();
        if (head == null || pinnedKey == null) {
            return null;
        }
        return ring.key(pinnedKey)
                .thenAwait(key -> SubtleCrypto.verify(key, head.encodedSignature(), head.signingInput()))
                .thenAwait(good -> load(JsBoolean.isTrue(good)));
    }

    private @Nullable Promise<JSObject> load(boolean good) {
        Promise<JSObject> all = null;
        for (SegmentRef ref : read.verified(good)) {
            all = Promise.both(all, new SegmentFetch(env, read, ref).run());
        }
        return all;
    }

    private void end() {
        read.end();
        FeedView view = state.view();
        if (read.refusal() != null) {
            Runtime.warn("feed: " + read.refusal());
        } else if (view != null) {
            ring.retain(view.head().keys(), pinned.keys());
        }
    }
}
