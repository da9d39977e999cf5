package dev.edgepass.edge.feed;

import dev.edgepass.edge.feed.core.HeadRead;
import dev.edgepass.edge.feed.core.NextLoad;
import dev.edgepass.edge.workers.Env;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.ReadableStream;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.edge.workers.SubtleCrypto;
import dev.edgepass.feed.SegmentRef;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/** Brings one segment: from KV, which is near, else from R2, which is never behind; or waits for somebody else's load of it. */
final class SegmentLoad {
    /** Seconds; the bytes under a hash never change. */
    private static final int KV_CACHE_TTL = 86_400;

    private final Env env;
    private final HeadRead read;
    private final SegmentRef ref;
    private boolean taken;

    SegmentLoad(Env env, HeadRead read, SegmentRef ref) {
        this.env = env;
        this.read = read;
        this.ref = ref;
    }

    /** Never fails: the read knows what is missing. */
    Promise<JSObject> run() {
        NextLoad next = read.next(ref, (long) Runtime.now());
        if (next == NextLoad.WAIT) {
            return Runtime.sleep(HeadRead.LOOK_AGAIN).thenAwait(slept -> run());
        }
        return next == NextLoad.DONE ? Promise.resolved(null) : load();
    }

    private Promise<JSObject> load() {
        int kvTimeout = HeadRead.kvTimeout(ref);
        return env.segments()
                .getStream(ref.hash(), KV_CACHE_TTL)
                .orNullAfter(kvTimeout)
                .thenAwait(bytes -> check(bytes, kvTimeout))
                .thenAwait(checked -> taken ? Promise.resolved(null) : fromBucket(), failed -> fromBucket())
                .thenRun(done -> read.notLoaded(ref), failed -> {
                    read.notLoaded(ref);
                    Runtime.warn("feed: segment " + ref.hash() + ": " + Runtime.describe(failed));
                });
    }

    private Promise<JSObject> fromBucket() {
        return env.feed()
                .get(ref.objectKey())
                .thenAwait(object -> Runtime.isPresent(object)
                        ? check(object.body(), HeadRead.loadTimeout(ref))
                        : Promise.resolved(null));
    }

    /** Takes what {@code stream} brings in time for the segment, if it is what the head says. */
    private Promise<JSObject> check(@Nullable ReadableStream stream, int timeout) {
        if (!Runtime.isPresent(stream) || ref.size() % 4 != 0) {
            return Promise.resolved(null);
        }
        return stream.readExactly(ref.size(), timeout)
                .thenAwait(bytes -> Runtime.isPresent(bytes)
                        ? SubtleCrypto.sha256(bytes)
                                .thenRun(digest -> taken = read.take(ref, bytes.words(), digest.hex()))
                        : Promise.resolved(null));
    }
}
