package dev.edgepass.issuer.readmodel;

import dev.edgepass.feed.Handle;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Reads of the read model that decisions rest on, one at a time: callers that come while one is under way are served by the next, together. So under load
 * Redis, its client and the threads between cost a fraction a token, and a caller that is alone waits for nobody. A read never serves a caller that came after it was sent.
 * Thread-safe.
 */
final class SnapshotReads {
    /** Handles and links of one command, unless one caller alone names more. */
    private static final int MOST_NAMES = 2_000;

    private static final byte[] SCRIPT =
            ReadModel.scriptOfLinks("snapshot.lua").getScriptAsString().getBytes(StandardCharsets.UTF_8);
    private static final String SHA = ReadModel.scriptOfLinks("snapshot.lua").getSha1();

    private final RedisConnectionFactory connections;
    private final Duration patience;
    private final Deque<Batch> waiting = new ArrayDeque<>();
    private @Nullable Batch underWay;

    /** @param patience from a caller's arrival to its refusal, whatever was under way before */
    SnapshotReads(RedisConnectionFactory connections, Duration patience) {
        this.connections = connections;
        this.patience = patience;
    }

    /**
     * What Redis holds, as text.
     *
     * @param position null where there is no projection
     * @param activeKid as {@link Snapshot#activeKid}
     * @param links by id, as {@link dev.edgepass.readmodel.LinkText} reads them
     */
    record Answer(
            @Nullable String position,
            @Nullable String activeKid,
            Map<String, String> links,
            Map<Handle, String> states) {}

    /** Callers that one command serves. Guarded by the reads' lock, but for the answer. */
    private static final class Batch {
        private final Set<Handle> handles = new LinkedHashSet<>();
        private final Set<String> links = new LinkedHashSet<>();
        private final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private int callers;
        private volatile @Nullable Future<?> reply;
        private volatile @Nullable RedisClusterAsyncCommands<byte[], byte[]> sentOn;

        private boolean hasRoomFor(int names) {
            return handles.size() + links.size() + names <= MOST_NAMES;
        }
    }

    /**
     * @throws DataAccessException where Redis doesn't answer in time, or refuses
     */
    Answer read(Collection<Handle> handles, @Nullable String linkId) {
        long end = System.nanoTime() + patience.toNanos();
        Batch batch = join(handles, linkId);
        try {
            sendNext(null);
            return batch.answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new QueryTimeoutException("no answer within " + patience.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueryTimeoutException("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof DataAccessException refused
                    ? refused
                    : new RedisSystemException("the read failed", e.getCause());
        } finally {
            leave(batch);
        }
    }

    private synchronized Batch join(Collection<Handle> handles, @Nullable String linkId) {
        Batch batch = waiting.peekLast();
        if (batch == null || !batch.hasRoomFor(handles.size() + 1)) {
            batch = new Batch();
            waiting.add(batch);
        }
        batch.callers++;
        batch.handles.addAll(handles);
        if (linkId != null) {
            batch.links.add(linkId);
        }
        return batch;
    }

    /** A read that no caller waits for any longer is in nobody's way: Redis may never answer it. */
    private void leave(Batch batch) {
        synchronized (this) {
            batch.callers--;
            if (batch.callers > 0 || batch.answer.isDone()) {
                return;
            }
            waiting.remove(batch);
            over(batch);
        }
        Future<?> reply = batch.reply;
        if (reply != null) {
            reply.cancel(false);
        }
        sendNext(null);
    }

    private synchronized void over(Batch batch) {
        if (underWay == batch) {
            underWay = null;
        }
    }

    private synchronized @Nullable Batch next() {
        if (underWay != null) {
            return null;
        }
        underWay = waiting.poll();
        return underWay;
    }

    /** @param used on which the read before was sent, as this is Redis' thread: it may not wait for a connection to be made, which it has a part in. Null on a caller's thread */
    private void sendNext(@Nullable RedisClusterAsyncCommands<byte[], byte[]> used) {
        Batch batch = next();
        if (batch == null) {
            return;
        }
        send(batch, used).whenComplete((answer, failure) -> {
            if (failure == null) {
                batch.answer.complete(answer);
            } else {
                batch.answer.completeExceptionally(
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
            }
            over(batch);
            sendNext(batch.sentOn);
        });
    }

    /** Never throws: a failure is the stage's. */
    private CompletionStage<Answer> send(Batch batch, @Nullable RedisClusterAsyncCommands<byte[], byte[]> used) {
        List<String> links = new ArrayList<>(batch.links);
        List<Handle> handles = new ArrayList<>(batch.handles);
        byte[][] keys = keys(links);
        byte[][] names = Stream.concat(
                        Stream.of(ReadModel.LINK), handles.stream().map(Handle::toString))
                .map(SnapshotReads::bytes)
                .toArray(byte[][]::new);
        try {
            RedisClusterAsyncCommands<byte[], byte[]> redis = used == null ? connected() : used;
            batch.sentOn = redis;
            RedisFuture<List<Object>> reply = redis.evalsha(SHA, ScriptOutputType.MULTI, keys, names);
            batch.reply = reply;
            return reply.exceptionallyCompose(failure -> isUnknownScript(failure)
                            ? redis.<List<Object>>eval(SCRIPT, ScriptOutputType.MULTI, keys, names)
                            : CompletableFuture.failedStage(failure))
                    .thenApply(values -> answer(values, links, handles));
        } catch (RuntimeException e) {
            refuseWaiting(e);
            return CompletableFuture.failedStage(e);
        }
    }

    /** Without a connection nobody's read can be sent; a caller's thread doesn't try for others. */
    private void refuseWaiting(RuntimeException failure) {
        List<Batch> refused;
        synchronized (this) {
            refused = List.copyOf(waiting);
            waiting.clear();
        }
        refused.forEach(batch -> batch.answer.completeExceptionally(failure));
    }

    private static boolean isUnknownScript(Throwable failure) {
        return failure instanceof RedisNoScriptException || failure.getCause() instanceof RedisNoScriptException;
    }

    private static byte[][] keys(List<String> links) {
        List<byte[]> keys = new ArrayList<>(List.of(bytes(ReadModel.CONTROL), bytes(ReadModel.HANDLE)));
        links.forEach(id -> keys.add(bytes(ReadModel.LINK + id)));
        return keys.toArray(byte[][]::new);
    }

    private static Answer answer(List<Object> values, List<String> links, List<Handle> handles) {
        Map<String, String> linkTexts = new HashMap<>();
        Map<Handle, String> states = new HashMap<>();
        int at = 2;
        for (String link : links) {
            put(linkTexts, link, values.get(at++));
        }
        for (Handle handle : handles) {
            put(states, handle, values.get(at++));
        }
        return new Answer(text(values.get(0)), text(values.get(1)), linkTexts, states);
    }

    private static <K> void put(Map<K, String> texts, K key, @Nullable Object value) {
        String text = text(value);
        if (text != null) {
            texts.put(key, text);
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : new String((byte[]) value, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The commands of the connection that all threads share, which is made where there is none. */
    @SuppressWarnings("unchecked")
    private RedisClusterAsyncCommands<byte[], byte[]> connected() {
        try (RedisConnection connection = connections.getConnection()) {
            return (RedisClusterAsyncCommands<byte[], byte[]>) connection.getNativeConnection();
        }
    }
}
