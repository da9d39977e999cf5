package dev.edgepass.edge.feed;

import dev.edgepass.edge.config.Bindings;
import dev.edgepass.edge.feed.core.HeadRead;
import dev.edgepass.edge.feed.core.HeadRead.NextLoad;
import dev.edgepass.edge.stream.ExactRead;
import dev.edgepass.edge.workers.Continuation;
import dev.edgepass.edge.workers.Effect;
import dev.edgepass.edge.workers.Env;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.ReadableStream;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.edge.workers.SubtleCrypto;
import dev.edgepass.feed.SegmentRef;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/**
 * Brings one segment: from KV, which is near, where the head says that KV has it; else, or if KV fails, from R2, which is never behind. Or waits for another
 * read's load of it.
 */
final class SegmentFetch {
    private final Env env;
    private final HeadRead read;
    private final SegmentRef ref;
    private boolean taken;

    SegmentFetch(Env env, HeadRead read, SegmentRef ref) {
        this.env = env;
        this.read = read;
        this.ref = ref;
    }

    /** Never fails: the read knows what is missing. Null where there is nothing to wait for. */
    @Nullable
    Promise<JSObject> run() {
        NextLoad next = read.next(ref, (long) Runtime.now());
        if (next == NextLoad.WAIT) {
            return Runtime.sleep(HeadRead.LOOK_AGAIN).thenAwait(slept -> run());
        }
        return next == NextLoad.DONE ? null : load();
    }

    private Promise<JSObject> load() {
        Effect<JSObject> over = tried -> read.notLoaded(ref);
        Promise<JSObject> loaded = ref.mirrored() ? fromKvElseBucket() : fromBucket();
        return loaded.thenRun(over, over);
    }

    private Promise<JSObject> fromKvElseBucket() {
        Continuation<JSObject, Promise<JSObject>> elseFromBucket = tried -> taken ? null : fromBucket();
        return take(Bindings.segments(env).getStream(ref.hash(), HeadRead.KV_CACHE_TTL), HeadRead.kvTimeout(ref))
                .thenAwait(elseFromBucket, elseFromBucket);
    }

    private Promise<JSObject> fromBucket() {
        return take(Bindings.feed(env).getBody(ref.objectKey()), HeadRead.loadTimeout(ref));
    }

    /** Takes what {@code source} brings within {@code timeout} milliseconds for the segment, if it is what the head says. */
    private Promise<JSObject> take(Promise<ReadableStream> source, int timeout) {
        return ExactRead.of(source, ref.size(), timeout)
                .thenAwait(bytes -> bytes == null
                        ? null
                        : SubtleCrypto.sha256(bytes)
                                .thenRun(digest -> taken = read.take(ref, bytes.words(), digest.hex())));
    }
}
