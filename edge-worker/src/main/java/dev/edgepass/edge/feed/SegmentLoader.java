package dev.edgepass.edge.feed;

import dev.edgepass.edge.workers.ArrayBuffer;
import dev.edgepass.edge.workers.Env;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.edge.workers.SubtleCrypto;
import dev.edgepass.feed.FeedView;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/** Loads the segments that a verified head names: those at hand again, the others from KV, which is near, else from R2, which is never behind. */
final class SegmentLoader {
    /** Seconds; the bytes under a hash never change. */
    private static final int KV_CACHE_TTL = 86_400;

    /** Milliseconds after which R2 is asked. */
    private static final int KV_TIMEOUT = 1_000;

    private final Env env;
    private final List<SegmentRef> refs;
    private final @Nullable Segment[] loaded;

    SegmentLoader(Env env, List<SegmentRef> refs, @Nullable FeedView before) {
        this.env = env;
        this.refs = refs;
        this.loaded = new Segment[refs.size()];
        for (int i = 0; i < loaded.length && before != null; i++) {
            int at = before.head().segments().indexOf(refs.get(i));
            loaded[i] = at < 0 ? null : before.segments().get(at);
        }
    }

    Promise<JSObject> run() {
        Promise<JSObject> all = Promise.resolved(null);
        for (int i = 0; i < loaded.length; i++) {
            if (loaded[i] == null) {
                all = Promise.both(all, load(i));
            }
        }
        return all;
    }

    boolean isComplete() {
        for (Segment segment : loaded) {
            if (segment == null) {
                return false;
            }
        }
        return true;
    }

    /** In the head's order, once {@link #isComplete}. */
    List<Segment> segments() {
        List<Segment> segments = new ArrayList<>(loaded.length);
        for (Segment segment : loaded) {
            segments.add(segment);
        }
        return segments;
    }

    private Promise<JSObject> load(int index) {
        SegmentRef ref = refs.get(index);
        return env.segments()
                .getArrayBuffer(ref.hash(), KV_CACHE_TTL)
                .orNullAfter(KV_TIMEOUT)
                .thenAwait(bytes -> check(index, bytes), failed -> Promise.resolved(null))
                .thenAwait(checked -> loaded[index] == null ? fromBucket(index) : Promise.resolved(null));
    }

    private Promise<JSObject> fromBucket(int index) {
        return env.feed().get(refs.get(index).objectKey()).thenAwait(object -> {
            if (!Runtime.isPresent(object)) {
                return Promise.resolved(null);
            }
            return object.arrayBuffer().thenAwait(bytes -> check(index, bytes));
        });
    }

    /** Takes {@code bytes} for the segment if they are what the head says. */
    private Promise<JSObject> check(int index, @Nullable ArrayBuffer bytes) {
        SegmentRef ref = refs.get(index);
        if (!Runtime.isPresent(bytes) || bytes.byteLength() != ref.size() || ref.size() % 4 != 0) {
            return Promise.resolved(null);
        }
        return SubtleCrypto.sha256(bytes).thenRun(digest -> {
            if (hex(digest.bytes()).equals(ref.hash())) {
                loaded[index] = Segment.of(bytes.words());
            }
        });
    }

    private static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder(bytes.length * 2);
        for (byte b : bytes) {
            hex.append("0123456789abcdef".charAt(b >> 4 & 15)).append("0123456789abcdef".charAt(b & 15));
        }
        return hex.toString();
    }
}
