package dev.edgepass.consumer.replay;

import dev.edgepass.event.Topics;
import dev.edgepass.readmodel.Keys;
import dev.edgepass.readmodel.TokenRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;
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
    private static final JsonMapper JSON = new JsonMapper();

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> COMPARE =
            RedisScript.of(new ClassPathResource("compare.lua", ModelComparison.class), List.class);

    private final StringRedisTemplate redis;
    private final Keys live;
    private final Keys fresh;
    private final Runnable catchUp;
    private final InstantSource clock;
    private final boolean withViews;
    private final Map<Cell, Difference> differences = new LinkedHashMap<>();
    private final List<Cell> chunk = new ArrayList<>();
    private long compared;

    /**
     * @param catchUp brings the fresh model to the live one's position
     * @param withViews whether the counts of views are compared, too
     */
    ModelComparison(
            StringRedisTemplate redis,
            Keys live,
            Keys fresh,
            Runnable catchUp,
            InstantSource clock,
            boolean withViews) {
        this.redis = redis;
        this.live = live;
        this.fresh = fresh;
        this.catchUp = catchUp;
        this.clock = clock;
        this.withViews = withViews;
    }

    /** All differences. A value that both have is read twice, once from each side's keys. */
    List<Difference> run() {
        eachCell(live);
        long inLive = compared + chunk.size();
        eachCell(fresh);
        compareChunk();
        compared = inLive;
        return List.copyOf(differences.values());
    }

    /** Values of the live model that were compared. */
    long compared() {
        return compared;
    }

    private void eachCell(Keys keys) {
        try (Cursor<String> names = redis.scan(ScanOptions.scanOptions()
                .match(keys.prefix() + "*")
                .count(CHUNK)
                .build())) {
            while (names.hasNext()) {
                eachCell(keys, names.next().substring(keys.prefix().length()));
            }
        }
    }

    private void eachCell(Keys keys, String key) {
        String name = keys.prefix() + key;
        if (name.equals(keys.marks()) || name.equals(keys.erasures())) {
            // Marks say nothing about what is folded in, and a model that an older program wrote has none. Erasures are
            // of tombstones, which Kafka drops after a time.
            return;
        }
        if (!withViews && Cell.isOfViews(key)) {
            return;
        }
        Optional<Cell.Kind> kind = Cell.Kind.of(key);
        if (kind.isEmpty()) {
            Cell unknown = new Cell(key, Cell.Kind.STRING, "");
            differences.put(unknown, new Difference(key, "(a key that no event makes)", null));
            return;
        }
        try {
            switch (kind.get()) {
                case STRING -> add(new Cell(key, Cell.Kind.STRING, ""));
                case HASH -> {
                    try (Cursor<Map.Entry<Object, Object>> fields = redis.opsForHash()
                            .scan(
                                    keys.prefix() + key,
                                    ScanOptions.scanOptions().count(CHUNK).build())) {
                        fields.forEachRemaining(field -> add(new Cell(key, Cell.Kind.HASH, (String) field.getKey())));
                    }
                }
                case SORTED_SET -> {
                    try (var members = redis.opsForZSet()
                            .scan(
                                    keys.prefix() + key,
                                    ScanOptions.scanOptions().count(CHUNK).build())) {
                        members.forEachRemaining(member ->
                                add(new Cell(key, Cell.Kind.SORTED_SET, Objects.requireNonNull(member.getValue()))));
                    }
                }
            }
        } catch (DataAccessException e) {
            // The key has another type than its name says; reading it as a string reports that.
            add(new Cell(key, Cell.Kind.STRING, ""));
        }
    }

    private void add(Cell cell) {
        chunk.add(cell);
        if (chunk.size() == CHUNK) {
            compareChunk();
        }
    }

    private void compareChunk() {
        List<String> words = new ArrayList<>(List.of(
                live.prefix(),
                fresh.prefix(),
                Integer.toString(Topics.ISSUANCE_PARTITIONS),
                Integer.toString(withViews ? Topics.USAGE_PARTITIONS : 0)));
        for (Cell cell : chunk) {
            words.addAll(List.of(cell.key(), cell.kind().letter(), cell.member()));
        }
        for (int attempt = 0; attempt < TRIES; attempt++) {
            List<?> answer = Objects.requireNonNull(redis.execute(COMPARE, List.of(), words.toArray()));
            if ("1".equals(answer.get(0))) {
                compare(answer.subList(1, answer.size()).iterator());
                compared += chunk.size();
                chunk.clear();
                return;
            }
            catchUp.run();
        }
        throw new CannotRun("The live read model moves on faster than the replay can follow.");
    }

    private void compare(Iterator<?> values) {
        long now = clock.instant().getEpochSecond();
        for (Cell cell : chunk) {
            String ours = kept(cell, (String) values.next(), now);
            String theirs = kept(cell, (String) values.next(), now);
            if (!isSame(ours, theirs)) {
                differences.put(cell, new Difference(cell.toString(), ours, theirs));
            }
        }
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
