package dev.edgepass.edge.feed;

import dev.edgepass.edge.feed.core.HeadRead;
import dev.edgepass.edge.feed.core.NextLoad;
import dev.edgepass.edge.workers.Continuation;
import dev.edgepass.edge.workers.Effect;
import dev.edgepass.edge.workers.Env;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.ReadableStream;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.edge.workers.SubtleCrypto;
import dev.edgepass.feed.SegmentRef;
import org.teavm.jso.JSObject;

/**
 * Brings one segment: from KV, which is near, where the head says that KV has it; else, or if KV fails, from R2, which is never behind. Or waits for another
 * read's load of it.
 */
final class SegmentLoad {
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
        return next == NextLoad.DONE ? null : load();
    }

    private Promise<JSObject> load() {
        Effect<JSObject> over = tried -> read.notLoaded(ref);
        Promise<JSObject> loaded = ref.mirrored() ? fromKvElseBucket() : fromBucket();
        return loaded.thenRun(over, over);
    }

    private Promise<JSObject> fromKvElseBucket() {
        Continuation<JSObject, Promise<JSObject>> elseFromBucket = tried -> taken ? null : fromBucket();
        return take(env.segments().getStream(ref.hash(), HeadRead.KV_CACHE_TTL), HeadRead.kvTimeout(ref))
                .thenAwait(elseFromBucket, elseFromBucket);
    }

    private Promise<JSObject> fromBucket() {
        return take(env.feed().getBody(ref.objectKey()), HeadRead.loadTimeout(ref));
    }

    /** Takes what {@code source} brings within {@code timeout} milliseconds for the segment, if it is what the head says. */
    private Promise<JSObject> take(Promise<ReadableStream> source, int timeout) {
        return ReadableStream.readExactly(source, ref.size(), timeout).thenAwait(bytes -> {
            if (!Runtime.isPresent(bytes)) {
                return null;
            }
            return SubtleCrypto.sha256(bytes).thenRun(digest -> taken = read.take(ref, bytes.words(), digest.hex()));
        });
    }
}
