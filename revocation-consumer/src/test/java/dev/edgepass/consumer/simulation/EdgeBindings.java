package dev.edgepass.consumer.simulation;

import dev.edgepass.consumer.feed.core.StoredHead;
import dev.edgepass.edge.feed.core.HeadRead;
import dev.edgepass.edge.workers.Env;
import dev.edgepass.edge.workers.ExecutionContext;
import dev.edgepass.edge.workers.KvNamespace;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.R2Bucket;
import dev.edgepass.edge.workers.R2Object;
import dev.edgepass.edge.workers.ReadableStream;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.feed.FeedHead;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/** R2 and KV as the Worker's code sees them while it runs for one request at one location, and the end of what it anchors. */
final class EdgeBindings extends Env {
    /** Seconds, for a planted fault: the least that KV takes is 30. */
    private static final int HEAD_CACHE_TTL = 30;

    private final Model model;
    private final IsolateNode isolate;
    private final RequestPlatform platform;
    private boolean gaveHead;

    EdgeBindings(Model model, IsolateNode isolate, RequestPlatform platform) {
        this.model = model;
        this.isolate = isolate;
        this.platform = platform;
    }

    /** What a binding's promise is rejected with. */
    private record Unreachable(String what) implements JSObject {}

    @Override
    public R2Bucket bucket(String binding) {
        return binding.equals("MEDIA") ? media() : feed();
    }

    private R2Bucket media() {
        return new R2Bucket() {
            @Override
            protected Promise<R2Object> read(String key, @Nullable String unless) {
                Promise<R2Object> read = Promise.pending();
                String name = Catalogue.served(key);
                R2Object object = name.isEmpty() ? null : new R2Object("etag of " + name, Utf8.encode(name));
                model.r2.readMedia(
                        isolate.location().trouble(),
                        () -> object,
                        found -> platform.in(0, () -> read.fulfil(found)),
                        () -> fail(read, "R2"));
                return read;
            }
        };
    }

    private R2Bucket feed() {
        return new R2Bucket() {
            @Override
            protected Promise<R2Object> read(String key, @Nullable String unless) {
                Promise<R2Object> read = Promise.pending();
                if (!key.equals(FeedHead.OBJECT_KEY)) {
                    segmentFromR2(read, key.substring(key.indexOf('/') + 1));
                } else if (model.has(Planted.HEAD_FROM_KV)) {
                    headFromKv(read, unless);
                } else {
                    headFromR2(read, unless);
                }
                return read;
            }
        };
    }

    private void headFromR2(Promise<R2Object> read, @Nullable String unless) {
        model.r2.readAtEdge(
                isolate.location().trouble(),
                model.r2::head,
                head -> answer(read, unless, head),
                () -> fail(read, "R2"));
    }

    private void headFromKv(Promise<R2Object> read, @Nullable String unless) {
        Runnable otherwise = () -> headFromR2(read, unless);
        isolate.location()
                .kv()
                .read(
                        FeedHead.OBJECT_KEY,
                        HEAD_CACHE_TTL,
                        bytes -> {
                            if (bytes == null) {
                                otherwise.run();
                            } else {
                                answer(read, unless, R2.stored(Utf8.decode(bytes), 0));
                            }
                        },
                        otherwise);
    }

    private void answer(Promise<R2Object> read, @Nullable String unless, @Nullable StoredHead head) {
        platform.in(0, () -> {
            gaveHead = true;
            if (head == null) {
                read.fulfil(null);
                return;
            }
            R2Object object = new R2Object(head.etag(), Utf8.encode(head.compact()));
            read.fulfil(head.etag().equals(unless) ? object.withoutBody() : object);
        });
    }

    private void segmentFromR2(Promise<R2Object> read, String hash) {
        model.r2.readAtEdge(
                isolate.location().trouble(),
                () -> model.r2.segment(hash),
                bytes -> platform.in(0, () -> read.fulfil(bytes == null ? null : new R2Object(hash, bytes))),
                () -> fail(read, "R2"));
    }

    @Override
    public KvNamespace namespace(String binding) {
        return new KvNamespace() {
            @Override
            public Promise<ReadableStream> getStream(String hash, int cacheTtl) {
                if (!model.kv.hasAcknowledged(hash)) {
                    throw new Violation(
                            Invariant.KV_IS_ASKED_FOR_WHAT_IT_HAS,
                            isolate.name(),
                            "asks for segment " + hash + ", whose write KV hasn't acknowledged");
                }
                Promise<ReadableStream> stream = Promise.pending();
                isolate.location()
                        .kv()
                        .read(
                                hash,
                                cacheTtl,
                                bytes -> platform.in(
                                        0, () -> stream.fulfil(bytes == null ? null : new ReadableStream(bytes))),
                                () -> fail(stream, "KV"));
                return stream;
            }
        };
    }

    private void fail(Promise<?> promise, String what) {
        platform.in(0, () -> promise.fail(new Unreachable(what)));
    }

    /** What is anchored here has an end, unless the request vanishes before. */
    ExecutionContext context() {
        return new ExecutionContext() {
            @Override
            public void waitUntil(Promise<?> work) {
                work.thenRun(done -> {
                    if (gaveHead && model.has(Planted.AGE_STAMPED_AT_COMPLETION)) {
                        HeadRead again = new HeadRead(IsolateNode.PINNED, isolate.state(), isolate.clock());
                        again.unchanged();
                        again.end();
                    }
                    isolate.seenPosition();
                    isolate.readSettled();
                });
            }
        };
    }
}
