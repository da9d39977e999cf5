package dev.edgepass.consumer.projection;

import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.log.RecordHeld;
import dev.edgepass.consumer.projection.core.ControlFold;
import dev.edgepass.consumer.projection.core.ControlRecord;
import dev.edgepass.consumer.projection.core.ReadModel;
import dev.edgepass.event.UnknownEventException;
import dev.edgepass.event.UnreadableEventException;
import dev.edgepass.feed.Handle;
import dev.edgepass.key.KeyRecord;
import dev.edgepass.key.SigningKeys;
import dev.edgepass.readmodel.HandleText;
import dev.edgepass.readmodel.Keys;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.readmodel.ReadModelJson;
import dev.edgepass.readmodel.RevocationRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/** Links, secrets, viewers who were sent out, handle states, revocations in force and lifted, and keys, folded from the control topic. Thread-safe. */
public final class ControlProjection implements Projection {
    /**
     * Records and changed handles that one script takes, so that it doesn't hold up the issuer's reads for long. A bulk revocation of more is one script all the
     * same.
     */
    private static final int MOST_WORK = 2_000;

    private static final int READ_AT_ONCE = 2_000;
    private static final String BETWEEN_IDS = " ";
    /** The field of {@link Keys#marks}. */
    private static final String MARK = "control";

    /** The script's own commands. */
    private static final String REMOVE_VIEWER = "removeViewer";

    private static final String SUPERSEDE = "supersede";

    private static final RedisScript<Long> APPLY =
            RedisScript.of(new ClassPathResource("apply-control.lua", ControlProjection.class), Long.class);

    private final StringRedisTemplate redis;
    private final Keys keys;
    private final EventReader reader;
    private final UnreadableRecords unreadable;
    private final WordsFolded wordsFolded;
    private final Executor thread = WriteBehind.thread("projection-control-write");
    private volatile long handles;

    /** @param wordsFolded awaited before a batch that names some is written */
    public ControlProjection(
            StringRedisTemplate redis,
            Keys keys,
            EventReader reader,
            UnreadableRecords unreadable,
            WordsFolded wordsFolded) {
        this.redis = redis;
        this.keys = keys;
        this.reader = reader;
        this.unreadable = unreadable;
        this.wordsFolded = wordsFolded;
    }

    @Override
    public String name() {
        return "control";
    }

    @Override
    public LogReader open(EventLog log) {
        return log.control("projection-" + name());
    }

    @Override
    public Progress progress() {
        handles = redis.opsForHash().size(keys.handle());
        return StoredProgress.of(redis, keys.control(), keys.marks(), MARK);
    }

    /** How many handles had a cutoff or a block at the last {@link #progress}. */
    long handles() {
        return handles;
    }

    /**
     * {@inheritDoc}
     *
     * @throws RecordHeld at a record that it stops at, once what lies before is written
     */
    @Override
    public boolean apply(int partition, long from, String topicId, List<ConsumerRecord<byte[], byte[]>> messages) {
        WriteBehind writes = new WriteBehind(thread);
        List<ControlRecord> batch = new ArrayList<>();
        long begin = from;
        long next = from;
        String mark = Progress.mark(from, 0);
        int work = 0;
        RecordHeld held = null;
        for (ConsumerRecord<byte[], byte[]> message : messages) {
            Optional<ControlRecord> record;
            try {
                record = read(message, topicId);
            } catch (RecordHeld e) {
                held = e;
                break;
            }
            int more = 1 + record.map(readable -> readable.changes().size()).orElse(0);
            if (work > 0 && work + more > MOST_WORK) {
                List<ControlRecord> full = batch;
                long first = begin;
                long end = next;
                String last = mark;
                if (!writes.then(() -> write(first, end, topicId, last, full))) {
                    return false;
                }
                batch = new ArrayList<>();
                begin = next;
                work = 0;
            }
            record.ifPresent(batch::add);
            next = message.offset() + 1;
            mark = Progress.mark(next, message.timestamp());
            work += more;
        }
        boolean nothing = held != null && next == begin;
        boolean written = writes.awaitWritten() && (nothing || write(begin, next, topicId, mark, batch));
        if (written && held != null) {
            throw held;
        }
        return written;
    }

    private Optional<ControlRecord> read(ConsumerRecord<byte[], byte[]> message, String topicId) {
        try {
            return Optional.of(new ControlRecord(message.offset() + 1, reader.control(message)));
        } catch (UnreadableEventException e) {
            if (e instanceof UnknownEventException unknown && !reader.passOver().names(topicId, message.offset())) {
                throw new RecordHeld(topicId, message.offset(), unknown.type());
            }
            unreadable.take(message, e);
            return Optional.empty();
        }
    }

    private boolean write(long from, long next, String topicId, String mark, List<ControlRecord> batch) {
        if (ControlFold.namesWords(batch)) {
            wordsFolded.await();
        }
        // Before the model: a replay that replaces some of it afterwards makes the write change nothing.
        String replays = Replays.of(redis, keys);
        ReadModel model = know(ControlFold.needs(batch));
        ControlFold.fold(batch, model);
        CommandWords commands = new CommandWords(List.of(
                Long.toString(from), Long.toString(next), topicId, mark, keys.viewers(""), keys.wordsOf(""), replays));
        addTo(commands, model);
        Long applied = redis.execute(
                APPLY,
                List.of(keys.control(), keys.removed(), keys.freed(), keys.marks(), keys.looseWords()),
                commands.toArray());
        return applied != null && applied == 1;
    }

    /** Not in one step, so that none is long: where another projector or a replay writes meanwhile, the write finds that and changes nothing. */
    private ReadModel know(ControlFold.Needs needs) {
        ReadModel model = new ReadModel();
        fields(
                keys.handle(),
                needs.handles(),
                Handle::toString,
                (handle, state) -> model.putHandle(handle, HandleText.parse(state)));
        fields(
                keys.active(),
                needs.active(),
                Handle::toString,
                (handle, ids) -> model.putActive(handle, List.of(ids.split(BETWEEN_IDS))));
        if (needs.keys()) {
            model.putKeys(SigningKeys.of(redis.<String, String>opsForHash().values(keys.keys()).stream()
                    .map(json -> ReadModelJson.readExactly(json, KeyRecord.class))
                    .toList()));
        }
        strings(needs.links(), keys::link, json -> model.putLink(ReadModelJson.readExactly(json, LinkRecord.class)));
        strings(
                needs.revocations(),
                keys::revocation,
                json -> model.putRevocation(ReadModelJson.readExactly(json, RevocationRecord.class)));
        return model;
    }

    private <T> void fields(String key, Set<T> wanted, Function<T, String> name, BiConsumer<T, String> known) {
        List<T> all = List.copyOf(wanted);
        for (int from = 0; from < all.size(); from += READ_AT_ONCE) {
            List<T> part = all.subList(from, Math.min(from + READ_AT_ONCE, all.size()));
            Iterator<String> values = redis.<String, String>opsForHash()
                    .multiGet(key, part.stream().map(name).toList())
                    .iterator();
            for (T one : part) {
                String value = values.next();
                if (value != null) {
                    known.accept(one, value);
                }
            }
        }
    }

    private void strings(Set<String> ids, UnaryOperator<String> key, Consumer<String> known) {
        List<String> names = ids.stream().map(key).toList();
        for (int from = 0; from < names.size(); from += READ_AT_ONCE) {
            List<String> part = names.subList(from, Math.min(from + READ_AT_ONCE, names.size()));
            Objects.requireNonNull(redis.opsForValue().multiGet(part)).stream()
                    .filter(Objects::nonNull)
                    .forEach(known);
        }
    }

    private void addTo(CommandWords words, ReadModel model) {
        List<String> strings = new ArrayList<>();
        List<String> links = new ArrayList<>();
        List<String> linkChanges = new ArrayList<>();
        Map<String, List<String>> open = new LinkedHashMap<>();
        Map<String, List<String>> closed = new LinkedHashMap<>();
        List<String> revocations = new ArrayList<>();
        List<String> signingKeys = new ArrayList<>();
        model.links().forEach((id, link) -> {
            strings.addAll(List.of(keys.link(id), ReadModelJson.write(link)));
            links.addAll(List.of(Long.toString(link.position()), id));
            String owners = keys.openLinks(link.tenant(), link.createdBy());
            if (link.isClosed()) {
                closed.computeIfAbsent(owners, key -> new ArrayList<>()).add(id);
            } else {
                open.computeIfAbsent(owners, key -> new ArrayList<>()).addAll(List.of(endOf(link), id));
            }
        });
        model.linkChanges().forEach((id, position) -> linkChanges.addAll(List.of(Long.toString(position), id)));
        model.secrets().forEach((hash, id) -> strings.addAll(List.of(keys.secret(hash), id)));
        model.revocations().forEach((id, revocation) -> {
            strings.addAll(List.of(keys.revocation(id), ReadModelJson.write(revocation)));
            revocations.addAll(List.of(Long.toString(revocation.position()), id));
        });
        model.keys().ifPresent(all -> {
            all.byKid().forEach((kid, key) -> signingKeys.addAll(List.of(kid, ReadModelJson.write(key))));
            String active = all.active().map(KeyRecord::kid).orElse("");
            words.add(List.of("HSET", keys.control()), List.of("activeKid", active), 2);
        });
        words.add(List.of("MSET"), strings, 2);
        words.add(List.of("ZADD", keys.links()), links, 2);
        words.add(List.of("ZADD", keys.linkChanges()), linkChanges, 2);
        open.forEach((key, members) -> words.add(List.of("ZADD", key), members, 2));
        closed.forEach((key, members) -> words.add(List.of("ZREM", key), members, 1));
        words.add(List.of("ZADD", keys.revocations()), revocations, 2);
        words.add(List.of("HSET", keys.keys()), signingKeys, 2);
        model.groups().forEach((id, members) -> words.add(List.of("ZADD", keys.group(id)), numbered(members), 2));
        model.removals()
                .forEach((subject, removal) -> words.add(
                        List.of(REMOVE_VIEWER), List.of(removal.link(), subject, ReadModelJson.write(removal)), 3));
        words.add(List.of("ZREM", keys.looseWords()), model.wordsInForce(), 1);
        model.wordsSuperseded()
                .forEach((superseded, at) -> words.add(
                        List.of(SUPERSEDE),
                        List.of(superseded.linkId(), superseded.digest(), Long.toString(at.toEpochMilli())),
                        3));
        addHash(words, keys.handle(), model.handles(), state -> state.isClear() ? null : HandleText.of(state));
        addHash(words, keys.active(), model.active(), ids -> ids.isEmpty() ? null : String.join(BETWEEN_IDS, ids));
    }

    /** In seconds. */
    private static String endOf(LinkRecord link) {
        Instant expiresAt = link.terms().expiresAt();
        return expiresAt == null ? "+inf" : Long.toString(expiresAt.getEpochSecond());
    }

    /** Members with their number as the score. */
    private static List<String> numbered(List<String> members) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            words.addAll(List.of(Integer.toString(i), members.get(i)));
        }
        return words;
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
