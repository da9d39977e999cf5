package dev.edgepass.consumer.views;

import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.projection.CommandWords;
import dev.edgepass.consumer.projection.Progress;
import dev.edgepass.consumer.projection.Projection;
import dev.edgepass.consumer.projection.Replays;
import dev.edgepass.consumer.projection.UnreadableRecords;
import dev.edgepass.consumer.views.ViewsObserver.LinkChange;
import dev.edgepass.consumer.views.core.UsageRecord;
import dev.edgepass.consumer.views.core.ViewsFold;
import dev.edgepass.consumer.views.core.ViewsState;
import dev.edgepass.event.UnreadableEventException;
import dev.edgepass.event.UsageEvent;
import dev.edgepass.readmodel.Keys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * Counts of views, receipts and grants, folded from the usage topic: each partition by itself, with its offset in the same step. An event of an unknown type is
 * passed over like a record that is none, since what is counted is a lower bound all the same, and nothing is granted or refused by it. Thread-safe.
 */
public final class ViewsProjection implements Projection {
    /** Reports and tokens that one script takes, so that it doesn't hold up the issuer's reads for long; one report more is one script all the same. */
    private static final int MOST_WORK = 300;

    private static final String TOPIC_ID = "topicId";
    private static final String COMPLETE = "complete:";
    private static final String BEGAN = "began:";
    private static final RedisScript<Long> APPLY =
            RedisScript.of(new ClassPathResource("apply-views.lua", ViewsProjection.class), Long.class);

    private final StringRedisTemplate redis;
    private final Keys keys;
    private final EventReader reader;
    private final UnreadableRecords unreadable;
    private final ViewsObserver observer;

    public ViewsProjection(
            StringRedisTemplate redis,
            Keys keys,
            EventReader reader,
            UnreadableRecords unreadable,
            ViewsObserver observer) {
        this.redis = redis;
        this.keys = keys;
        this.reader = reader;
        this.unreadable = unreadable;
        this.observer = observer;
    }

    @Override
    public String name() {
        return "views";
    }

    @Override
    public LogReader open(EventLog log) {
        return log.usage("projection-" + name());
    }

    @Override
    public Progress progress() {
        Map<String, String> stored = redis.<String, String>opsForHash().entries(keys.usage());
        Map<Integer, Long> positions = new HashMap<>();
        stored.forEach((field, value) -> {
            if (Character.isDigit(field.charAt(0))) {
                positions.put(Integer.valueOf(field), Long.valueOf(value));
            }
        });
        // After the positions: where another instance writes between the two, a mark is of a later one, and says
        // nothing.
        Map<Integer, String> marks = new HashMap<>();
        redis.<String, String>opsForHash().entries(keys.marks()).forEach((field, value) -> {
            if (field.startsWith(StoredViews.MARK)) {
                marks.put(Integer.valueOf(field.substring(StoredViews.MARK.length())), value);
            }
        });
        return new Progress(Optional.ofNullable(stored.get(TOPIC_ID)), positions, marks);
    }

    /** Which records were counted, as fields of the hash of positions: two folds with the same have counted the same up to the same position. */
    public Map<String, String> extent() {
        Map<String, String> extent =
                new TreeMap<>(redis.<String, String>opsForHash().entries(keys.usage()));
        extent.keySet().removeIf(field -> !field.startsWith(COMPLETE) && !field.startsWith(BEGAN));
        return extent;
    }

    /** Of the hash of positions: has the time in ms from which on that partition's counts are complete; absent where nothing was folded. */
    public static String completeField(int partition) {
        return COMPLETE + partition;
    }

    /**
     * {@inheritDoc} The first record may lie after {@code from}, where Kafka has deleted what was between: the counts are complete from that record on then.
     */
    @Override
    public boolean apply(int partition, long from, String topicId, List<ConsumerRecord<byte[], byte[]>> messages) {
        long begin = from;
        int next = 0;
        while (next < messages.size()) {
            Batch batch = batch(messages, next);
            if (!write(partition, begin, topicId, batch)) {
                return false;
            }
            next += batch.messages().size();
            begin = batch.last().offset() + 1;
        }
        return true;
    }

    /**
     * What one script takes.
     *
     * @param passedOver why, for each of {@code messages}; null where it is an event
     */
    private record Batch(
            List<ConsumerRecord<byte[], byte[]>> messages, List<UsageRecord> records, List<Unreadable> passedOver) {
        ConsumerRecord<byte[], byte[]> last() {
            return messages.get(messages.size() - 1);
        }
    }

    private record Unreadable(ConsumerRecord<byte[], byte[]> message, UnreadableEventException why) {}

    private Batch batch(List<ConsumerRecord<byte[], byte[]>> messages, int first) {
        List<UsageRecord> records = new ArrayList<>();
        List<Unreadable> passedOver = new ArrayList<>();
        int work = 0;
        for (int i = first; i < messages.size() && work < MOST_WORK; i++) {
            ConsumerRecord<byte[], byte[]> message = messages.get(i);
            UsageEvent event = null;
            try {
                event = reader.usage(message).data();
            } catch (UnreadableEventException e) {
                passedOver.add(new Unreadable(message, e));
            }
            UsageRecord read = new UsageRecord(message.offset(), Math.max(0, message.timestamp()), event);
            records.add(read);
            work += read.work();
        }
        return new Batch(messages.subList(first, first + records.size()), records, passedOver);
    }

    private boolean write(int partition, long from, String topicId, Batch batch) {
        StoredViews stored = new StoredViews(redis, keys, partition);
        // Before the state: a replay that replaces some of it afterwards makes the write change nothing.
        String replays = Replays.of(redis, keys);
        ViewsState state = stored.read(batch.records());
        // Only now: while Redis is away, each try would make another letter.
        batch.passedOver().forEach(found -> unreadable.take(found.message(), found.why()));
        ViewsFold.fold(batch.records(), state)
                .forEach(link -> observer.changing(new LinkChange(
                        partition,
                        link.offset(),
                        link.linkId(),
                        link.before(),
                        link.after(),
                        link.viewers(),
                        link.reported())));
        long next = batch.last().offset() + 1;
        CommandWords words = new CommandWords(List.of(
                Integer.toString(partition),
                Long.toString(from),
                Long.toString(next),
                topicId,
                StoredViews.MARK + partition,
                Progress.mark(next, batch.last().timestamp()),
                complete(from, batch.records().get(0)),
                Long.toString(batch.records().get(0).offset()),
                replays));
        stored.addTo(words, state);
        Long applied = redis.execute(APPLY, List.of(keys.usage(), keys.marks()), words.toArray());
        return applied != null && applied == 1;
    }

    /** At the topic's beginning too: there were links before there were reports. */
    private static String complete(long from, UsageRecord first) {
        return from == 0 || first.offset() > from ? Long.toString(first.time()) : "";
    }
}
