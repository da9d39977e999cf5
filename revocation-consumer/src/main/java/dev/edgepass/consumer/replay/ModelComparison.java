package dev.edgepass.consumer.replay;

import dev.edgepass.readmodel.Keys;
import dev.edgepass.readmodel.TokenRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares two read models in one Redis, value by value. Values are read from both in one step with both positions, and count only if those are equal: the live
 * model moves on while it is compared. For one thread.
 */
final class ModelComparison {
    private static final int CHUNK = 500;
    private static final int TRIES = 200;
    /** Members that are asked for without a scan of the set: most sets, such as a viewer's tokens, have one or two. */
    private static final int FEW = 50;

    private static final JsonMapper JSON = new JsonMapper();

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> COMPARE = TwoModels.script("compare.lua", List.class);

    private final StringRedisTemplate redis;
    private final TwoModels models;
    private final Runnable catchUp;
    private final InstantSource clock;
    private final List<Cell> chunk = new ArrayList<>();
    private final List<String> sets = new ArrayList<>();
    private long compared;
    private boolean isSecondLook;

    /**
     * @param catchUp brings the fresh model to the live one's position
     */
    ModelComparison(StringRedisTemplate redis, TwoModels models, Runnable catchUp, InstantSource clock) {
        this.redis = redis;
        this.models = models;
        this.catchUp = catchUp;
        this.clock = clock;
    }

    /** Takes the cells that differ of those that were compared in one step. */
    @FunctionalInterface
    interface Differing {
        /**
         * @param differences never empty
         * @param isSecondLook as {@link Differences#add}
         */
        void take(Map<Cell, Difference> differences, boolean isSecondLook);
    }

    /** All differences. A value that both have is read twice, once from each side's keys. */
    Differences run() {
        Differences found = new Differences();
        run(
                key -> true,
                (differences, again) -> differences.forEach((cell, difference) -> found.add(cell, difference, again)));
        return found;
    }

    /**
     * Compares the values of some keys, and has {@code differing} take what differs, which may replace it: it is called between two steps.
     *
     * @param which of the keys, by their name without the prefix
     */
    void run(Predicate<String> which, Differing differing) {
        compared = 0;
        isSecondLook = false;
        eachCell(models.live(), which, differing);
        compareChunk(differing);
        long inLive = compared;
        isSecondLook = true;
        eachCell(models.fresh(), which, differing);
        compareChunk(differing);
        compared = inLive;
    }

    /** Values of the live model that were compared. */
    long compared() {
        return compared;
    }

    private void eachCell(Keys keys, Predicate<String> which, Differing differing) {
        try (Cursor<String> names = redis.scan(ScanOptions.scanOptions()
                .match(keys.prefix() + "*")
                .count(CHUNK)
                .build())) {
            while (names.hasNext()) {
                String key = names.next().substring(keys.prefix().length());
                if (which.test(key)) {
                    eachCell(keys, key, differing);
                }
            }
        }
        eachMember(keys, differing);
    }

    private void eachCell(Keys keys, String key, Differing differing) {
        String name = keys.prefix() + key;
        if (name.equals(keys.marks()) || name.equals(keys.erasures())) {
            // Marks say nothing about what is folded in, and a model that an older program wrote has none. Erasures are
            // of tombstones, which Kafka drops after a time.
            return;
        }
        if (!models.withViews() && Cell.isOfViews(key)) {
            return;
        }
        Optional<Cell.Kind> kind = Cell.Kind.of(key);
        if (kind.isEmpty()) {
            differing.take(
                    Map.of(
                            new Cell(key, Cell.Kind.UNKNOWN, ""),
                            new Difference(key, "(a key that no event makes)", null)),
                    isSecondLook);
            return;
        }
        try {
            switch (kind.get()) {
                case UNKNOWN -> throw new IllegalStateException("no key is of that kind: " + key);
                case STRING -> add(new Cell(key, Cell.Kind.STRING, ""), differing);
                case HASH -> {
                    try (Cursor<Map.Entry<Object, Object>> fields = redis.opsForHash()
                            .scan(
                                    keys.prefix() + key,
                                    ScanOptions.scanOptions().count(CHUNK).build())) {
                        fields.forEachRemaining(
                                field -> add(new Cell(key, Cell.Kind.HASH, (String) field.getKey()), differing));
                    }
                }
                case SORTED_SET -> {
                    sets.add(key);
                    if (sets.size() == CHUNK) {
                        eachMember(keys, differing);
                    }
                }
            }
        } catch (DataAccessException e) {
            otherType(key, differing);
        }
    }

    /** Of the sets that were gathered. */
    private void eachMember(Keys keys, Differing differing) {
        List<Object> members = few(keys);
        for (int i = 0; i < sets.size(); i++) {
            String key = sets.get(i);
            if (members.get(i) instanceof Collection<?> few && few.size() <= FEW) {
                few.forEach(member -> add(new Cell(key, Cell.Kind.SORTED_SET, (String) member), differing));
            } else {
                scan(keys, key, differing);
            }
        }
        sets.clear();
    }

    /** Up to one more than a few members of each; no collections where one of the keys isn't a set. */
    private List<Object> few(Keys keys) {
        try {
            return redis.executePipelined(new SessionCallback<>() {
                @Override
                @SuppressWarnings("NullAway") // Spring wants null, as the pipeline's answers take its place.
                public <K, V> Object execute(RedisOperations<K, V> operations) {
                    sets.forEach(key -> redis.opsForZSet().reverseRange(keys.prefix() + key, 0, FEW));
                    return null;
                }
            });
        } catch (DataAccessException e) {
            return Collections.nCopies(sets.size(), "");
        }
    }

    private void scan(Keys keys, String key, Differing differing) {
        try (var members = redis.opsForZSet()
                .scan(
                        keys.prefix() + key,
                        ScanOptions.scanOptions().count(CHUNK).build())) {
            members.forEachRemaining(member ->
                    add(new Cell(key, Cell.Kind.SORTED_SET, Objects.requireNonNull(member.getValue())), differing));
        } catch (DataAccessException e) {
            otherType(key, differing);
        }
    }

    /** The key has another type than its name says; reading it as a string reports that. */
    private void otherType(String key, Differing differing) {
        add(new Cell(key, Cell.Kind.STRING, ""), differing);
    }

    private void add(Cell cell, Differing differing) {
        chunk.add(cell);
        if (chunk.size() == CHUNK) {
            compareChunk(differing);
        }
    }

    private void compareChunk(Differing differing) {
        if (chunk.isEmpty()) {
            return;
        }
        List<String> words = new ArrayList<>(models.words());
        for (Cell cell : chunk) {
            words.addAll(List.of(cell.key(), cell.kind().letter(), cell.member()));
        }
        for (int attempt = 0; attempt < TRIES; attempt++) {
            List<?> answer = Objects.requireNonNull(redis.execute(COMPARE, List.of(), words.toArray()));
            if ("1".equals(answer.get(0))) {
                Map<Cell, Difference> differences =
                        compare(answer.subList(1, answer.size()).iterator());
                compared += chunk.size();
                chunk.clear();
                if (!differences.isEmpty()) {
                    differing.take(differences, isSecondLook);
                }
                return;
            }
            catchUp.run();
        }
        throw new CannotRun("The live read model moves on faster than the replay can follow.");
    }

    private Map<Cell, Difference> compare(Iterator<?> values) {
        Map<Cell, Difference> differences = new LinkedHashMap<>();
        long now = clock.instant().getEpochSecond();
        for (Cell cell : chunk) {
            String ours = kept(cell, (String) values.next(), now);
            String theirs = kept(cell, (String) values.next(), now);
            if (!isSame(ours, theirs)) {
                differences.put(cell, new Difference(cell.toString(), ours, theirs));
            }
        }
        return differences;
    }

    /** Another release may write the members of JSON in another order. */
    private static boolean isSame(@Nullable String ours, @Nullable String theirs) {
        if (ours == null || theirs == null || !ours.startsWith("{")) {
            return Objects.equals(ours, theirs);
        }
        try {
            return ours.equals(theirs) || JSON.readTree(ours).equals(JSON.readTree(theirs));
        } catch (JacksonException e) {
            return false;
        }
    }

    /** Tokens that are to be forgotten are trimmed as the fold goes along, so whether one is still there proves nothing. */
    private static @Nullable String kept(Cell cell, @Nullable String value, long now) {
        if (value == null) {
            return null;
        }
        boolean forgotten = cell.isLiveToken()
                        && value.chars().allMatch(Character::isDigit)
                        && Long.parseLong(value) + TokenRecord.KEPT_SECONDS <= now
                || cell.isGrant() && isForgotten(value, now);
        return forgotten ? null : value;
    }

    private static boolean isForgotten(String grant, long now) {
        try {
            return JSON.readValue(grant, TokenRecord.class).forgottenAt() <= now;
        } catch (JacksonException e) {
            // No grant that the fold wrote.
            return false;
        }
    }
}
