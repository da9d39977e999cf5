package dev.edgepass.consumer.projection;

import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.projection.core.ControlFold;
import dev.edgepass.consumer.projection.core.ControlRecord;
import dev.edgepass.consumer.projection.core.Link;
import dev.edgepass.consumer.projection.core.ReadModel;
import dev.edgepass.consumer.projection.core.Revocation;
import dev.edgepass.consumer.projection.core.SigningKey;
import dev.edgepass.event.UnreadableEventException;
import dev.edgepass.feed.Handle;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/** Links, secrets, handle states, revocations in force and lifted, and keys, folded from the control topic. Thread-safe. */
public final class ControlProjection implements Projection {
    /**
     * Records and changed handles that one script takes, so that it doesn't hold up the issuer's reads: about 10 ms. A bulk revocation of more is one script all the
     * same.
     */
    private static final int MOST_WORK = 1_000;

    private static final String BETWEEN_IDS = " ";
    private static final int PARTITION = 0;
    private static final RedisScript<Long> APPLY =
            RedisScript.of(new ClassPathResource("apply-control.lua", ControlProjection.class), Long.class);

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> READ =
            RedisScript.of(new ClassPathResource("read-control.lua", ControlProjection.class), List.class);

    private final StringRedisTemplate redis;
    private final Keys keys;
    private final EventReader reader;
    private final UnreadableRecords unreadable;
    private final Executor thread = WriteBehind.thread("projection-control-write");
    private volatile long handles;

    public ControlProjection(StringRedisTemplate redis, Keys keys, EventReader reader, UnreadableRecords unreadable) {
        this.redis = redis;
        this.keys = keys;
        this.reader = reader;
        this.unreadable = unreadable;
    }

    @Override
    public String name() {
        return "control";
    }

    @Override
    public LogReader open(EventLog log) {
        return log.control();
    }

    @Override
    public Progress progress() {
        handles = redis.opsForHash().size(keys.handle());
        List<Object> stored = redis.opsForHash().multiGet(keys.control(), List.of("position", "topicId"));
        Object position = stored.get(0);
        return new Progress(
                Optional.ofNullable((String) stored.get(1)),
                position == null ? Map.of() : Map.of(PARTITION, Long.valueOf((String) position)));
    }

    /** How many handles had a cutoff or a block at the last {@link #progress}. */
    long handles() {
        return handles;
    }

    @Override
    public boolean apply(int partition, long from, String topicId, List<ConsumerRecord<byte[], byte[]>> messages) {
        WriteBehind writes = new WriteBehind(thread);
        List<ControlRecord> batch = new ArrayList<>();
        long begin = from;
        long next = from;
        int work = 0;
        for (ConsumerRecord<byte[], byte[]> message : messages) {
            Optional<ControlRecord> record = read(message);
            int more = 1 + record.map(readable -> readable.changes().size()).orElse(0);
            if (work > 0 && work + more > MOST_WORK) {
                List<ControlRecord> full = batch;
                long first = begin;
                long end = next;
                if (!writes.then(() -> write(first, end, topicId, full))) {
                    return false;
                }
                batch = new ArrayList<>();
                begin = next;
                work = 0;
            }
            record.ifPresent(batch::add);
            next = message.offset() + 1;
            work += more;
        }
        return writes.isWritten() && write(begin, next, topicId, batch);
    }

    private Optional<ControlRecord> read(ConsumerRecord<byte[], byte[]> message) {
        try {
            return Optional.of(new ControlRecord(message.offset() + 1, reader.control(message)));
        } catch (UnreadableEventException e) {
            unreadable.take(message, e);
            return Optional.empty();
        }
    }

    private boolean write(long from, long next, String topicId, List<ControlRecord> batch) {
        ReadModel model = new ReadModel();
        ControlFold.Needs needs = ControlFold.needs(batch);
        if (!needs.isEmpty() && !know(needs, from, model)) {
            return false;
        }
        ControlFold.fold(batch, model);
        CommandWords words = new CommandWords(List.of(Long.toString(from), Long.toString(next), topicId));
        addTo(words, model);
        Long applied = redis.execute(APPLY, List.of(keys.control()), words.toArray());
        return applied != null && applied == 1;
    }

    private boolean know(ControlFold.Needs needs, long from, ReadModel model) {
        List<String> names = new ArrayList<>(List.of(keys.control(), keys.handle(), keys.active(), keys.keys()));
        needs.links().forEach(id -> names.add(keys.link(id)));
        needs.revocations().forEach(id -> names.add(keys.revocation(id)));
        List<String> fields = new ArrayList<>();
        fields.add(Integer.toString(needs.handles().size()));
        fields.add(Integer.toString(needs.active().size()));
        needs.handles().forEach(handle -> fields.add(handle.toString()));
        needs.active().forEach(handle -> fields.add(handle.toString()));
        fields.addAll(needs.keys());
        List<?> answer = Objects.requireNonNull(redis.execute(READ, names, fields.toArray()));
        Iterator<?> values = answer.iterator();
        if (!Long.toString(from).equals(values.next())) {
            return false;
        }
        for (Handle handle : needs.handles()) {
            if (values.next() instanceof String state) {
                model.knowHandle(handle, HandleText.parse(state));
            }
        }
        for (Handle handle : needs.active()) {
            if (values.next() instanceof String ids) {
                model.knowActive(handle, List.of(ids.split(BETWEEN_IDS)));
            }
        }
        needs.keys().forEach(kid -> ifThere(values.next(), SigningKey.class).ifPresent(model::knowKey));
        needs.links().forEach(id -> ifThere(values.next(), Link.class).ifPresent(model::knowLink));
        needs.revocations()
                .forEach(id -> ifThere(values.next(), Revocation.class).ifPresent(model::knowRevocation));
        return true;
    }

    private static <T> Optional<T> ifThere(@Nullable Object json, Class<T> type) {
        return json == null ? Optional.empty() : Optional.of(ReadModelJson.read((String) json, type));
    }

    private void addTo(CommandWords words, ReadModel model) {
        List<String> strings = new ArrayList<>();
        List<String> links = new ArrayList<>();
        List<String> revocations = new ArrayList<>();
        List<String> signingKeys = new ArrayList<>();
        model.links().forEach((id, link) -> {
            strings.addAll(List.of(keys.link(id), ReadModelJson.write(link)));
            links.addAll(List.of(Long.toString(link.position()), id));
        });
        model.secrets().forEach((hash, id) -> strings.addAll(List.of(keys.secret(hash), id)));
        model.revocations().forEach((id, revocation) -> {
            strings.addAll(List.of(keys.revocation(id), ReadModelJson.write(revocation)));
            revocations.addAll(List.of(Long.toString(revocation.position()), id));
        });
        model.keys().forEach((kid, key) -> signingKeys.addAll(List.of(kid, ReadModelJson.write(key))));
        words.add(List.of("MSET"), strings, 2);
        words.add(List.of("ZADD", keys.links()), links, 2);
        words.add(List.of("ZADD", keys.revocations()), revocations, 2);
        words.add(List.of("HSET", keys.keys()), signingKeys, 2);
        addHash(words, keys.handle(), model.handles(), state -> state.isClear() ? null : HandleText.of(state));
        addHash(words, keys.active(), model.active(), ids -> ids.isEmpty() ? null : String.join(BETWEEN_IDS, ids));
    }

    /** @param text null where the field is to go */
    private static <T> void addHash(
            CommandWords words, String key, Map<Handle, T> changed, Function<T, @Nullable String> text) {
        List<String> set = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        changed.forEach((handle, value) -> {
            String content = text.apply(value);
            if (content == null) {
                gone.add(handle.toString());
            } else {
                set.addAll(List.of(handle.toString(), content));
            }
        });
        words.add(List.of("HSET", key), set, 2);
        words.add(List.of("HDEL", key), gone, 1);
    }
}
