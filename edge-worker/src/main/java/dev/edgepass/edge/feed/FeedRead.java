package dev.edgepass.edge.feed;

import dev.edgepass.edge.signature.KeyRing;
import dev.edgepass.edge.workers.Env;
import dev.edgepass.edge.workers.JsBoolean;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.R2Object;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.edge.workers.SubtleCrypto;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.FeedView;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.feed.UnverifiedHead;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/** One read of the head. It counts only if the head is genuine, not older than what is known, and all its segments could be loaded. */
final class FeedRead {
    private final Env env;
    private final FeedKeys feedKeys;
    private final KeyRing ring;
    private final FeedState state;
    private final long issued;
    private final @Nullable FeedView before;

    /**
     * @param issued milliseconds since the epoch, taken before this read: what it brings is at least that fresh
     */
    FeedRead(Env env, FeedKeys feedKeys, KeyRing ring, FeedState state, long issued) {
        this.env = env;
        this.feedKeys = feedKeys;
        this.ring = ring;
        this.state = state;
        this.issued = issued;
        this.before = state.view();
    }

    /** Never fails: a read that doesn't count is logged, and the age of the old view goes on. */
    Promise<JSObject> run() {
        state.readIssued(issued);
        String etag = state.etag();
        Promise<R2Object> got = etag == null
                ? env.feed().get(FeedHead.OBJECT_KEY)
                : env.feed().getUnlessMatches(FeedHead.OBJECT_KEY, etag);
        return got.thenAwait(this::take).thenRun(done -> state.readEnded(issued), failed -> {
            state.readEnded(issued);
            Runtime.warn("feed: the head can't be read: " + Runtime.describe(failed));
        });
    }

    private Promise<JSObject> take(@Nullable R2Object object) {
        if (!Runtime.isPresent(object)) {
            return refuse("there is no head in R2 (expected: the consumer publishes one)");
        }
        if (object.body() == null) {
            state.confirm(issued);
            return Promise.resolved(null);
        }
        return object.text().thenAwait(text -> verify(text.value(), object.etag()));
    }

    private Promise<JSObject> verify(String compact, String etag) {
        UnverifiedHead head;
        try {
            head = UnverifiedHead.parse(compact);
        } catch (MalformedException e) {
            return refuse("the head is malformed: " + e.getMessage());
        }
        PublicKey pinned = feedKeys.find(head.kid());
        if (pinned == null) {
            return refuse("the head's kid is not pinned (expected: one of FEED_KEYS)");
        }
        return ring.key(pinned)
                .thenAwait(key -> SubtleCrypto.verify(key, head.signature(), head.signingInput()))
                .thenAwait(good -> JsBoolean.isTrue(good)
                        ? load(head.signatureIsGood(), etag)
                        : refuse("the head's signature is wrong"));
    }

    private Promise<JSObject> load(FeedHead head, String etag) {
        if (before != null && head.isOlderThan(before.head())) {
            return refuse("the head is older than the last one: sequence " + head.sequence() + " (expected: >= "
                    + before.head().sequence() + ")");
        }
        SegmentLoader loader = new SegmentLoader(env, head.segments(), before);
        return loader.run().thenAwait(done -> {
            if (!loader.isComplete()) {
                return refuse("a segment can't be loaded, from KV or from R2");
            }
            state.adopt(new FeedView(head, loader.segments(), issued), etag);
            ring.retain(head.keys(), feedKeys.keys());
            return Promise.resolved(null);
        });
    }

    private static Promise<JSObject> refuse(String why) {
        Runtime.warn("feed: " + why);
        return Promise.resolved(null);
    }
}
