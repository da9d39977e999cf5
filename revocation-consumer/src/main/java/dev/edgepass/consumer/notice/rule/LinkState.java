package dev.edgepass.consumer.notice.rule;

import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.log.LogUnavailable;
import dev.edgepass.consumer.notice.rule.Endings.Ending;
import dev.edgepass.consumer.views.ViewsProjection;
import dev.edgepass.event.Effect;
import dev.edgepass.event.UnreadableEventException;
import dev.edgepass.feed.Handle;
import dev.edgepass.readmodel.Keys;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.readmodel.LinkText;
import dev.edgepass.readmodel.ReadModelJson;
import dev.edgepass.readmodel.RevocationRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/** Links and their endings as the read model has them at the moment; for the time of a suspension, the control log. For one thread. */
final class LinkState {
    private static final Duration POLL = Duration.ofMillis(500);
    /** In a row, so 5 s. */
    private static final int MOST_EMPTY_POLLS = 10;

    private static final int MOST_TIMES = 1_000;

    private final StringRedisTemplate redis;
    private final Keys keys;
    private final EventLog events;
    private final EventReader reader;
    private final RedisScript<String> withWords;
    /** When suspensions were accepted, by position. */
    private final Map<Long, Instant> times = new LinkedHashMap<>();

    LinkState(StringRedisTemplate redis, Keys keys, EventLog events, EventReader reader) {
        this.redis = redis;
        this.keys = keys;
        this.events = events;
        this.reader = reader;
        this.withWords = RedisScript.of(LinkText.lua(keys) + "return link_with_words(ARGV[1])", String.class);
    }

    /**
     * The link with its words; empty where the log has none of that id.
     *
     * @throws LogUnavailable where the read model is behind the log, so that this isn't known
     */
    Optional<LinkRecord> link(String id) {
        String text = redis.execute(withWords, List.of(), id);
        if (text == null) {
            requireCaughtUp();
            text = redis.execute(withWords, List.of(), id);
        }
        return Optional.ofNullable(text).map(LinkText::read);
    }

    /** A token has its link from the read model. So one that isn't there is in a model that is being built, or of another log. */
    private void requireCaughtUp() {
        String position = redis.<String, String>opsForHash().get(keys.control(), "position");
        try (LogReader log = events.control(null)) {
            long end = log.end().offset(0);
            if (position == null || Long.parseLong(position) < end) {
                throw new LogUnavailable(
                        "a link isn't in the read model, which is at " + position + " of " + end, null);
            }
        }
    }

    /** From when on the counts of that partition are complete, ms since the epoch; empty before anything of it was stored. */
    OptionalLong completeFrom(int partition) {
        String from = redis.<String, String>opsForHash().get(keys.usage(), ViewsProjection.completeField(partition));
        return from == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(from));
    }

    /** What is in force of revocations of the link itself, its suspension and its closing. */
    Endings endings(LinkRecord link) {
        List<Ending> all = new ArrayList<>();
        String active = redis.<String, String>opsForHash()
                .get(keys.active(), new Handle(Handle.Kind.LINK, link.id()).toString());
        if (active != null && !active.isEmpty()) {
            List<String> names =
                    List.of(active.split(" ")).stream().map(keys::revocation).toList();
            Objects.requireNonNull(redis.opsForValue().multiGet(names)).stream()
                    .filter(Objects::nonNull)
                    .map(json -> ReadModelJson.readExactly(json, RevocationRecord.class))
                    .forEach(revocation -> all.add(ending(revocation)));
        }
        Instant closedAt = link.closedAt();
        if (closedAt != null) {
            all.add(new Ending("closed", link.version(), closedAt.toEpochMilli(), true));
        }
        Long suspension = link.suspendedAtPosition();
        if (suspension != null) {
            all.add(new Ending(
                    "suspended-" + suspension,
                    suspension,
                    acceptedAt(suspension).toEpochMilli(),
                    true));
        }
        return new Endings(all);
    }

    private static Ending ending(RevocationRecord revocation) {
        return new Ending(
                "revoked-" + revocation.position(),
                revocation.position(),
                revocation.acceptedAt().toEpochMilli(),
                revocation.effect() == Effect.BLOCK);
    }

    private Instant acceptedAt(long position) {
        Instant known = times.get(position);
        if (known != null) {
            return known;
        }
        Instant read = read(position);
        times.put(position, read);
        if (times.size() > MOST_TIMES) {
            times.remove(times.keySet().iterator().next());
        }
        return read;
    }

    private Instant read(long position) {
        try (LogReader log = events.control(null)) {
            log.seek(0, position - 1);
            for (int empty = 0; empty < MOST_EMPTY_POLLS; empty++) {
                for (ConsumerRecord<byte[], byte[]> message : log.poll(POLL)) {
                    return timeOf(message);
                }
            }
        }
        throw new LogUnavailable("Kafka gives no record of the control log at position " + position, null);
    }

    private Instant timeOf(ConsumerRecord<byte[], byte[]> message) {
        try {
            return reader.control(message).time();
        } catch (UnreadableEventException e) {
            return Instant.ofEpochMilli(message.timestamp());
        }
    }
}
