package dev.edgepass.consumer.views;

import dev.edgepass.consumer.projection.CommandWords;
import dev.edgepass.consumer.views.core.HashField;
import dev.edgepass.consumer.views.core.Isolate;
import dev.edgepass.consumer.views.core.Needs;
import dev.edgepass.consumer.views.core.Skyline;
import dev.edgepass.consumer.views.core.UsageRecord;
import dev.edgepass.consumer.views.core.Values;
import dev.edgepass.consumer.views.core.ViewsFold;
import dev.edgepass.consumer.views.core.ViewsState;
import dev.edgepass.readmodel.Keys;
import dev.edgepass.readmodel.ReadModelJson;
import dev.edgepass.readmodel.RefusalsSeen;
import dev.edgepass.readmodel.ViewCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/** What one partition's fold has in Redis (docs/read-model.md): read in one step, and written as commands for another. Thread-safe. */
record StoredViews(StringRedisTemplate redis, Keys keys, int partition) {
    /** Of {@link Keys#marks}, before the partition. */
    static final String MARK = "usage:";

    /** How long receipts and grants outlive their last record: longer than the log has reports by default, so that a replay finds the same. */
    static final Duration KEPT = Duration.ofDays(120);

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> READ =
            RedisScript.of(new ClassPathResource("read-views.lua", StoredViews.class), List.class);

    /** Not in one step with the write: where another instance writes meanwhile, the write finds another position and changes nothing. */
    ViewsState read(List<UsageRecord> records) {
        Needs needs = Needs.of(records);
        Question question = new Question();
        String[] mark = {""};
        question.ask(keys.marks(), MARK + partition, found -> mark[0] = found);
        // The state begins with the mark's time, so what is asked for is kept until that is known.
        List<Consumer<ViewsState>> known = new ArrayList<>();
        fields(
                question,
                needs.counts(),
                keys::views,
                json -> ReadModelJson.readExactly(json, ViewCounts.class),
                ViewsState::counts,
                known);
        fields(
                question,
                needs.receipts(),
                handle -> keys.receipts(partition, handle),
                json -> ReadModelJson.readExactly(json, RefusalsSeen.class),
                ViewsState::receipts,
                known);
        fields(
                question,
                needs.grants(),
                handle -> keys.grants(partition, handle),
                Skyline::parse,
                ViewsState::grants,
                known);
        needs.locations()
                .forEach(location -> question.ask(
                        keys.locations(partition),
                        location,
                        time -> known.add(state -> state.locations().know(location, Long.valueOf(time)))));
        needs.isolates()
                .forEach(isolate -> question.ask(
                        keys.isolates(partition),
                        isolate,
                        text -> known.add(state -> state.isolates().know(isolate, Isolate.parse(text)))));
        question.run(redis);
        long previousTime = time(mark[0]);
        ViewsState state = new ViewsState(previousTime);
        known.forEach(one -> one.accept(state));
        if (ViewsFold.needsAllIsolates(previousTime, records)) {
            redis.<String, String>opsForHash()
                    .entries(keys.isolates(partition))
                    .forEach((isolate, text) -> state.isolates().know(isolate, Isolate.parse(text)));
        }
        return state;
    }

    private static long time(String mark) {
        return mark.isEmpty() ? 0 : Long.parseLong(mark.substring(mark.indexOf(':') + 1));
    }

    private static <V> void fields(
            Question question,
            Collection<HashField> wanted,
            UnaryOperator<String> key,
            Function<String, V> parse,
            Function<ViewsState, Values<HashField, V>> values,
            List<Consumer<ViewsState>> known) {
        wanted.forEach(field -> question.ask(key.apply(field.of()), field.name(), text -> {
            V value = parse.apply(text);
            known.add(state -> values.apply(state).know(field, value));
        }));
    }

    /** Fields of hashes, asked for together. */
    private static final class Question {
        /** Lua takes no more than 8,000 from a table at once. */
        private static final int MOST_FIELDS = 2_000;

        private final Map<String, Map<String, Consumer<String>>> hashes = new LinkedHashMap<>();

        /** @param found takes the value, where there is one */
        void ask(String key, String field, Consumer<String> found) {
            hashes.computeIfAbsent(key, hash -> new LinkedHashMap<>()).put(field, found);
        }

        void run(StringRedisTemplate redis) {
            List<String> words = new ArrayList<>();
            List<Consumer<String>> takers = new ArrayList<>();
            hashes.forEach((key, fields) -> {
                List<String> names = List.copyOf(fields.keySet());
                for (int from = 0; from < names.size(); from += MOST_FIELDS) {
                    List<String> part = names.subList(from, Math.min(from + MOST_FIELDS, names.size()));
                    words.addAll(List.of(key, Integer.toString(part.size())));
                    words.addAll(part);
                }
                takers.addAll(fields.values());
            });
            List<?> answer = Objects.requireNonNull(redis.execute(READ, List.of(), words.toArray()));
            for (int i = 0; i < takers.size(); i++) {
                if (answer.get(i) instanceof String value) {
                    takers.get(i).accept(value);
                }
            }
        }
    }

    /** Commands that store what has changed. */
    void addTo(CommandWords words, ViewsState state) {
        List<String> forgotten = new ArrayList<>();
        state.forgotten().forEach(handle -> {
            forgotten.add(keys.receipts(partition, handle));
            forgotten.add(keys.grants(partition, handle));
        });
        words.add(List.of("UNLINK"), forgotten, 1);
        hashes(words, state.counts(), keys::views, ReadModelJson::write);
        String end = Long.toString(state.newestTime() / 1_000 + KEPT.toSeconds());
        hashes(words, state.receipts(), handle -> keys.receipts(partition, handle), ReadModelJson::write)
                .forEach(key -> words.add(List.of("EXPIREAT"), List.of(key, end), 2));
        hashes(words, state.grants(), handle -> keys.grants(partition, handle), Skyline::json)
                .forEach(key -> words.add(List.of("EXPIREAT"), List.of(key, end), 2));
        hash(words, keys.locations(partition), state.locations(), time -> Long.toString(time));
        hash(words, keys.isolates(partition), state.isolates(), Isolate::text);
    }

    /**
     * None of these is ever deleted alone.
     *
     * @return the keys
     */
    private static <V> Set<String> hashes(
            CommandWords words, Values<HashField, V> values, UnaryOperator<String> key, Function<V, String> text) {
        Map<String, List<String>> byHash = new LinkedHashMap<>();
        values.changed()
                .forEach((field, value) -> byHash.computeIfAbsent(key.apply(field.of()), hash -> new ArrayList<>())
                        .addAll(List.of(field.name(), text.apply(Objects.requireNonNull(value)))));
        byHash.forEach((hash, fields) -> words.add(List.of("HSET", hash), fields, 2));
        return byHash.keySet();
    }

    private static <V> void hash(CommandWords words, String key, Values<String, V> values, Function<V, String> text) {
        List<String> set = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        values.changed().forEach((field, value) -> {
            if (value == null) {
                gone.add(field);
            } else {
                set.addAll(List.of(field, text.apply(value)));
            }
        });
        words.add(List.of("HSET", key), set, 2);
        words.add(List.of("HDEL", key), gone, 1);
    }
}
