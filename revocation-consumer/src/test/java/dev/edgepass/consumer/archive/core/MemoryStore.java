package dev.edgepass.consumer.archive.core;

import dev.edgepass.consumer.feed.r2.ObjectStore;
import dev.edgepass.consumer.feed.r2.R2Unavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A bucket in memory that keeps its conditions, and that can go away before or after it has done what it was told. */
final class MemoryStore implements ObjectStore {
    /** When it goes away. */
    enum Failure {
        NOT_DONE,
        DONE_UNANSWERED
    }

    final Map<String, StoredObject> objects = new TreeMap<>();
    final List<String> puts = new ArrayList<>();
    private final List<String> tried = new ArrayList<>();
    final List<String> deleted = new ArrayList<>();
    boolean isAway;
    /** Is run before a checkpoint is put: what another writer does meanwhile. */
    Runnable beforeCheckpoint = () -> {};

    private int etags;
    private int callsLeft = Integer.MAX_VALUE;
    private Failure failure = Failure.NOT_DONE;

    /** The call after {@code calls} ones fails, and that one alone. */
    void failAfter(int calls, Failure how) {
        callsLeft = calls;
        failure = how;
    }

    /** Whether the failure has come. */
    boolean hasFailed() {
        return callsLeft < 0;
    }

    /** How many writes were tried of such keys: R2 bills those that are refused, too. */
    long tried(Predicate<String> keys) {
        return tried.stream().filter(keys).count();
    }

    @Override
    public Optional<StoredObject> read(String key, int limit) {
        boolean fails = begin(Failure.NOT_DONE);
        Optional<StoredObject> found = Optional.ofNullable(objects.get(key))
                .map(object -> object.bytes().length <= limit
                        ? object
                        : new StoredObject(Arrays.copyOf(object.bytes(), limit), object.etag(), object.writtenAt()));
        end(fails);
        return found;
    }

    @Override
    public Optional<String> put(String key, byte[] bytes, String contentType, @Nullable String ifMatch) {
        if (key.startsWith(LogObjects.CHECKPOINTS)) {
            Runnable before = beforeCheckpoint;
            beforeCheckpoint = () -> {};
            before.run();
        }
        tried.add(key);
        boolean fails = begin(failure);
        StoredObject there = objects.get(key);
        boolean holds = there == null ? ifMatch == null : there.etag().equals(ifMatch);
        Optional<String> etag = Optional.empty();
        if (holds) {
            put(key, bytes);
            puts.add(key);
            etag = Optional.of(objects.get(key).etag());
        }
        end(fails);
        return etag;
    }

    /** As the bucket's owner can. */
    void put(String key, byte[] bytes) {
        objects.put(key, new StoredObject(bytes, "\"" + ++etags + "\"", Instant.EPOCH.plusSeconds(etags)));
    }

    @Override
    public List<String> list(String prefix) {
        boolean fails = begin(Failure.NOT_DONE);
        List<String> keys =
                objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
        end(fails);
        return keys;
    }

    @Override
    public void delete(List<String> keys) {
        if (keys.size() > 1_000) {
            throw new IllegalArgumentException("keys: " + keys.size());
        }
        boolean fails = begin(failure);
        keys.stream().filter(objects::containsKey).forEach(deleted::add);
        objects.keySet().removeAll(keys);
        end(fails);
    }

    /** Whether the call fails in the end. */
    private boolean begin(Failure how) {
        if (isAway) {
            throw new R2Unavailable("R2 is away");
        }
        boolean fails = callsLeft-- == 0;
        if (fails && how == Failure.NOT_DONE) {
            throw new R2Unavailable("R2 refused");
        }
        return fails;
    }

    private static void end(boolean fails) {
        if (fails) {
            throw new R2Unavailable("R2 did it and didn't say so");
        }
    }
}
