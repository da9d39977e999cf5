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
import dev.edgepass.feed.HandleState;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/** Links, secrets, handle states, revocations and keys, folded from the control topic. Thread-safe. */
public final class ControlProjection implements Projection {
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
        List<Object> stored = redis.opsForHash().multiGet(keys.control(), List.of("position", "topicId"));
        Object position = stored.get(0);
        return new Progress(
                Optional.ofNullable((String) stored.get(1)),
                position == null ? Map.of() : Map.of(PARTITION, Long.valueOf((String) position)));
    }

    @Override
    public boolean apply(int partition, long from, String topicId, List<ConsumerRecord<byte[], byte[]>> messages) {
        List<ControlRecord> records = new ArrayList<>(messages.size());
        long next = from;
        for (ConsumerRecord<byte[], byte[]> message : messages) {
            next = message.offset() + 1;
            try {
                records.add(new ControlRecord(next, reader.control(message)));
            } catch (UnreadableEventException e) {
                unreadable.take(message, e);
            }
        }
        ReadModel model = new ReadModel();
        ControlFold.Needs needs = ControlFold.needs(records);
        if (!needs.isEmpty() && !know(needs, from, model)) {
            return false;
        }
        ControlFold.fold(records, model);
        List<String> words = new ArrayList<>(List.of(Long.toString(from), Long.toString(next), topicId));
        writes(model).forEach(command -> {
            words.add(Integer.toString(command.size()));
            words.addAll(command);
        });
        Long applied = redis.execute(APPLY, List.of(keys.control()), words.toArray());
        return applied != null && applied == 1;
    }

    private boolean know(ControlFold.Needs needs, long from, ReadModel model) {
        List<String> names = new ArrayList<>(List.of(keys.control(), keys.handle(), keys.keys()));
        needs.links().forEach(id -> names.add(keys.link(id)));
        needs.revocations().forEach(id -> names.add(keys.revocation(id)));
        List<String> fields = new ArrayList<>();
        fields.add(Integer.toString(needs.handles().size()));
        needs.handles().forEach(handle -> fields.add(handle.toString()));
        fields.addAll(needs.keys());
        List<?> answer = Objects.requireNonNull(redis.execute(READ, names, fields.toArray()));
        Iterator<?> values = answer.iterator();
        if (!Long.toString(from).equals(values.next())) {
            return false;
        }
        for (Handle handle : needs.handles()) {
            String state = (String) values.next();
            if (state != null) {
                model.knowHandle(handle, HandleText.parse(state));
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

    private List<List<String>> writes(ReadModel model) {
        List<List<String>> commands = new ArrayList<>();
        model.links().forEach((id, link) -> {
            commands.add(List.of("SET", keys.link(id), ReadModelJson.write(link)));
            commands.add(List.of("ZADD", keys.links(), Long.toString(link.position()), id));
        });
        model.secrets().forEach((hash, id) -> commands.add(List.of("SET", keys.secret(hash), id)));
        model.handles().forEach((handle, state) -> commands.add(write(handle, state)));
        model.revocations().forEach((id, revocation) -> {
            commands.add(List.of("SET", keys.revocation(id), ReadModelJson.write(revocation)));
            commands.add(List.of("ZADD", keys.revocations(), Long.toString(revocation.position()), id));
        });
        model.keys().forEach((kid, key) -> commands.add(List.of("HSET", keys.keys(), kid, ReadModelJson.write(key))));
        return commands;
    }

    private List<String> write(Handle handle, HandleState state) {
        return state.isClear()
                ? List.of("HDEL", keys.handle(), handle.toString())
                : List.of("HSET", keys.handle(), handle.toString(), HandleText.of(state));
    }
}
