package dev.edgepass.consumer.projection;

import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.UnreadableEventException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/** Live tokens by link and by subject, folded from the issuance topic. Tokens that have expired are left out. Thread-safe. */
public final class IssuanceProjection implements Projection {
    private static final String TOPIC_ID = "topicId";
    private static final RedisScript<Long> APPLY =
            RedisScript.of(new ClassPathResource("apply-issuance.lua", IssuanceProjection.class), Long.class);

    private final StringRedisTemplate redis;
    private final Keys keys;
    private final EventReader reader;
    private final UnreadableRecords unreadable;
    private final InstantSource clock;

    public IssuanceProjection(
            StringRedisTemplate redis,
            Keys keys,
            EventReader reader,
            UnreadableRecords unreadable,
            InstantSource clock) {
        this.redis = redis;
        this.keys = keys;
        this.reader = reader;
        this.unreadable = unreadable;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "issuance";
    }

    @Override
    public LogReader open(EventLog log) {
        return log.issuance();
    }

    @Override
    public Progress progress() {
        Map<Integer, Long> positions = new HashMap<>();
        Map<String, String> stored = redis.<String, String>opsForHash().entries(keys.issuance());
        stored.forEach((field, value) -> {
            if (!field.equals(TOPIC_ID)) {
                positions.put(Integer.valueOf(field), Long.valueOf(value));
            }
        });
        return new Progress(Optional.ofNullable(stored.get(TOPIC_ID)), positions);
    }

    @Override
    public boolean apply(int partition, long from, String topicId, List<ConsumerRecord<byte[], byte[]>> messages) {
        long now = clock.instant().getEpochSecond();
        long next = from;
        List<String> tokens = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> message : messages) {
            next = message.offset() + 1;
            try {
                add(reader.issuance(message).data().grant(), now, tokens);
            } catch (UnreadableEventException e) {
                unreadable.take(message, e);
            }
        }
        List<String> words = new ArrayList<>(List.of(
                Integer.toString(partition), Long.toString(from), Long.toString(next), topicId, Long.toString(now)));
        words.addAll(tokens);
        Long applied = redis.execute(APPLY, List.of(keys.issuance()), words.toArray());
        return applied != null && applied == 1;
    }

    private void add(IssuanceEvent.Grant grant, long now, List<String> tokens) {
        long expires = grant.expiresAt().getEpochSecond();
        if (expires <= now) {
            return;
        }
        tokens.addAll(List.of(keys.liveOfSubject(grant.subject()), grant.jti(), Long.toString(expires)));
        if (grant.linkId() != null) {
            tokens.addAll(List.of(keys.liveOfLink(grant.linkId()), grant.jti(), Long.toString(expires)));
        }
    }
}
