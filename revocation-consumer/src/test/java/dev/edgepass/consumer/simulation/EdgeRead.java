package dev.edgepass.consumer.simulation;

import dev.edgepass.consumer.feed.core.StoredHead;
import dev.edgepass.edge.feed.core.HeadRead;
import dev.edgepass.edge.feed.core.NextLoad;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.feed.SegmentRef;
import dev.edgepass.feed.UnverifiedHead;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One read of the head on behalf of a request: asks R2 and KV what the real {@link HeadRead} wants to know. Between any two steps it may be gone. */
final class EdgeRead {
    /** Seconds, for a planted fault: the least that KV takes is 30. */
    private static final int HEAD_CACHE_TTL = 30;

    private final Model model;
    private final EdgeRequest owner;
    private final IsolateNode isolate;
    private final Runnable settled;
    private final long begun;
    private HeadRead read;
    private int loading;

    /**
     * @param settled is run at the end, if the read gets there
     */
    EdgeRead(Model model, EdgeRequest owner, Runnable settled) {
        this.model = model;
        this.owner = owner;
        this.isolate = owner.isolate();
        this.settled = settled;
        this.begun = model.now();
        this.read = new HeadRead(IsolateNode.PINNED, isolate.state(), isolate.clock());
    }

    void start() {
        if (model.has(Planted.HEAD_FROM_KV)) {
            isolate.location().kv().read(FeedHead.OBJECT_KEY, HEAD_CACHE_TTL, this::receivedFromKv, this::askR2);
        } else {
            askR2();
        }
    }

    private void receivedFromKv(byte @Nullable [] bytes) {
        if (bytes == null) {
            askR2();
        } else {
            received(head(bytes));
        }
    }

    private void askR2() {
        model.r2.readAtEdge(isolate.location().trouble(), model.r2::head, this::received, () -> failed("R2"));
    }

    private static StoredHead head(byte[] bytes) {
        String compact = Utf8.decode(bytes);
        return new StoredHead(compact, Long.toHexString(Mac.of(compact, 0)));
    }

    /** A step, some time later. */
    private void then(long millis, Runnable step) {
        model.scheduler.in(millis, () -> {
            if (!owner.isVanished()) {
                step.run();
            }
        });
    }

    private void failed(String why) {
        if (!owner.isVanished()) {
            read.failed(why);
            end();
        }
    }

    private void received(@Nullable StoredHead head) {
        if (owner.isVanished()) {
            return;
        }
        if (model.has(Planted.AGE_STAMPED_AT_COMPLETION)) {
            read = new HeadRead(IsolateNode.PINNED, isolate.state(), isolate.clock());
        }
        if (head == null) {
            read.missing();
            end();
        } else if (head.etag().equals(read.etag())) {
            read.unchanged();
            end();
        } else {
            then(model.scheduler.between(0, 5), () -> verify(head));
        }
    }

    private void verify(StoredHead head) {
        UnverifiedHead unverified = read.received(head.compact(), head.etag());
        if (unverified == null) {
            end();
            return;
        }
        PublicKey key = read.key();
        boolean good = key != null && Jws.verify(key, unverified.signingInput(), unverified.signature());
        then(model.scheduler.between(0, 2), () -> {
            List<SegmentRef> toLoad = read.verified(good);
            loading = toLoad.size();
            if (loading == 0) {
                end();
            }
            toLoad.forEach(this::load);
        });
    }

    private void load(SegmentRef ref) {
        NextLoad next = read.next(ref, isolate.clock());
        if (next == NextLoad.WAIT) {
            then(HeadRead.LOOK_AGAIN, () -> load(ref));
        } else if (next == NextLoad.DONE) {
            loaded();
        } else if (ref.mirrored()) {
            fromKv(ref);
        } else {
            fromR2(ref);
        }
    }

    private void fromKv(SegmentRef ref) {
        Consumer<byte @Nullable []> once = once(bytes -> {
            if (take(ref, bytes)) {
                loaded();
            } else {
                fromR2(ref);
            }
        });
        if (!model.kv.hasAcknowledged(ref.hash())) {
            throw new Violation(
                    Invariant.KV_IS_ASKED_FOR_WHAT_IT_HAS,
                    isolate.name(),
                    "asks for segment " + ref.hash() + ", whose write KV hasn't acknowledged");
        }
        isolate.location().kv().read(ref.hash(), HeadRead.KV_CACHE_TTL, once, () -> once.accept(null));
        model.scheduler.in(HeadRead.kvTimeout(ref), () -> once.accept(null));
    }

    private void fromR2(SegmentRef ref) {
        Consumer<byte @Nullable []> once = once(bytes -> {
            take(ref, bytes);
            read.notLoaded(ref);
            loaded();
        });
        model.r2.readAtEdge(
                isolate.location().trouble(), () -> model.r2.segment(ref.hash()), once, () -> once.accept(null));
        model.scheduler.in(HeadRead.loadTimeout(ref), () -> once.accept(null));
    }

    /** Whichever is first, the answer or the timer; null is no answer in time. */
    private Consumer<byte @Nullable []> once(Consumer<byte @Nullable []> take) {
        boolean[] answered = new boolean[1];
        return bytes -> {
            if (!answered[0]) {
                answered[0] = true;
                then(1, () -> take.accept(bytes));
            }
        };
    }

    private boolean take(SegmentRef ref, byte @Nullable [] bytes) {
        if (bytes == null || bytes.length != ref.size()) {
            return false;
        }
        int[] words = new int[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
        return read.take(ref, words, sha256(bytes));
    }

    private void loaded() {
        if (--loading == 0) {
            end();
        }
    }

    private void end() {
        read.end();
        model.say(
                isolate.name(),
                () -> "read begun at " + begun + " ends: "
                        + (read.refusal() == null ? "position " + isolate.seenPosition() : read.refusal()));
        isolate.seenPosition();
        isolate.readSettled();
        settled.run();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
