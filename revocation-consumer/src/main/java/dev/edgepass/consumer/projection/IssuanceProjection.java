package dev.edgepass.consumer.projection;

import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.UnreadableEventException;
import dev.edgepass.feed.Handle;
import dev.edgepass.readmodel.Keys;
import dev.edgepass.readmodel.ReadModelJson;
import dev.edgepass.readmodel.TokenRecord;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.data.redis.serializer.GenericToStringSerializer;
import org.springframework.data.redis.serializer.RedisSerializer;

/**
 * Tokens' grants, live tokens by link, by subject and in all, and the exchanges and viewers of links, folded from the issuance topic. What was to be forgotten about
 * tokens by now is left out. Thread-safe.
 */
public final class IssuanceProjection implements Projection {
    /** Tokens that one script takes, so that it doesn't hold up the issuer's reads for long. */
    private static final int MOST_RECORDS = 500;

    private static final String TOPIC_ID = "topicId";
    private static final RedisScript<Long> APPLY =
            RedisScript.of(new ClassPathResource("apply-issuance.lua", IssuanceProjection.class), Long.class);
    /** Of the script's answer, which Redis gives as a number. */
    private static final RedisSerializer<Long> NUMBER = new GenericToStringSerializer<>(Long.class);

    private final StringRedisTemplate redis;
    private final Keys keys;
    private final EventReader reader;
    private final UnreadableRecords unreadable;
    private final InstantSource clock;
    private final Executor thread = WriteBehind.thread("projection-issuance-write");
    private WriteBehind writes = new WriteBehind(thread);

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
        return log.issuance("projection-" + name());
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
        // After the positions: where another instance writes between the two, a mark is of a later one, and says
        // nothing.
        Map<Integer, String> marks = new HashMap<>();
        redis.<String, String>opsForHash().entries(keys.marks()).forEach((field, value) -> {
            if (Character.isDigit(field.charAt(0))) {
                marks.put(Integer.valueOf(field), value);
            }
        });
        return new Progress(Optional.ofNullable(stored.get(TOPIC_ID)), positions, marks);
    }

    @Override
    public boolean apply(int partition, long from, String topicId, List<ConsumerRecord<byte[], byte[]>> messages) {
        writes = new WriteBehind(thread);
        return begin(partition, from, topicId, messages) && awaitWritten();
    }

    @Override
    public boolean begin(int partition, long from, String topicId, List<ConsumerRecord<byte[], byte[]>> messages) {
        long begin = from;
        for (int first = 0; first < messages.size(); first += MOST_RECORDS) {
            List<ConsumerRecord<byte[], byte[]>> batch =
                    messages.subList(first, Math.min(first + MOST_RECORDS, messages.size()));
            Object[] words = words(partition, begin, topicId, batch);
            if (!writes.then(() -> write(words))) {
                return false;
            }
            begin = batch.get(batch.size() - 1).offset() + 1;
        }
        return true;
    }

    @Override
    public boolean awaitWritten() {
        return writes.awaitWritten();
    }

    private boolean write(Object[] words) {
        Long applied = redis.execute(
                APPLY,
                RedisSerializer.byteArray(),
                NUMBER,
                List.of(keys.issuance(), keys.opens(), keys.removed(), keys.freed(), keys.marks()),
                words);
        return applied != null && applied == 1;
    }

    /** The script's arguments, in bytes: Redis waits for them as soon as the batch before is written. */
    private Object[] words(int partition, long from, String topicId, List<ConsumerRecord<byte[], byte[]>> batch) {
        long now = clock.instant().getEpochSecond();
        Map<String, LiveTokens> live = new LinkedHashMap<>();
        List<byte[]> tokens = new ArrayList<>();
        Map<String, List<byte[]>> viewers = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> message : batch) {
            try {
                IssuanceEvent event = reader.issuance(message).data();
                add(event.grant(), now, live, tokens);
                if (event instanceof IssuanceEvent.TokenIssued) {
                    addViewer(event.grant(), viewers);
                }
            } catch (UnreadableEventException e) {
                unreadable.take(message, e);
            }
        }
        ConsumerRecord<byte[], byte[]> last = batch.get(batch.size() - 1);
        List<byte[]> words = new ArrayList<>(List.of(
                word(partition),
                word(from),
                word(last.offset() + 1),
                word(topicId),
                word(Progress.mark(last.offset() + 1, last.timestamp())),
                word(now - TokenRecord.KEPT_SECONDS),
                word(TokenRecord.KEPT_SECONDS),
                word(tokens.size())));
        words.addAll(tokens);
        words.addAll(words(viewers));
        live.forEach((key, members) -> {
            words.addAll(List.of(word(key), word(members.latest), word(members.words.size())));
            words.addAll(members.words);
        });
        return words.toArray();
    }

    /** The part about links' viewers, its length first. */
    private List<byte[]> words(Map<String, List<byte[]>> viewers) {
        List<byte[]> words = new ArrayList<>();
        viewers.forEach((link, exchanges) -> {
            words.addAll(List.of(word(keys.viewers(link)), word(link), word(exchanges.size())));
            words.addAll(exchanges);
        });
        words.add(0, word(words.size()));
        return words;
    }

    /** A token that renews none was exchanged for the link's secret. */
    private static void addViewer(IssuanceEvent.Grant grant, Map<String, List<byte[]>> viewers) {
        if (grant.linkId() != null) {
            viewers.computeIfAbsent(grant.linkId(), link -> new ArrayList<>())
                    .addAll(List.of(word(grant.issuedAt().getEpochSecond()), word(grant.subject())));
        }
    }

    private void add(IssuanceEvent.Grant grant, long now, Map<String, LiveTokens> live, List<byte[]> tokens) {
        TokenRecord token = TokenRecord.of(grant);
        if (token.forgottenAt() > now) {
            tokens.addAll(List.of(
                    word(keys.token(grant.jti())), word(ReadModelJson.write(token)), word(token.forgottenAt())));
        }
        if (token.expiresAt() + TokenRecord.KEPT_SECONDS > now) {
            byte[] expiresAt = word(token.expiresAt());
            byte[] jti = word(grant.jti());
            for (Handle handle : Handle.ofToken(null, token.subject(), token.link(), null)) {
                live.computeIfAbsent(keys.live(handle), key -> new LiveTokens()).add(token.expiresAt(), expiresAt, jti);
            }
        }
    }

    private static byte[] word(long number) {
        return word(Long.toString(number));
    }

    private static byte[] word(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What a batch adds to a set of live tokens. */
    private static final class LiveTokens {
        private final List<byte[]> words = new ArrayList<>();
        private long latest;

        void add(long expiresAt, byte[] score, byte[] jti) {
            latest = Math.max(latest, expiresAt);
            words.add(score);
            words.add(jti);
        }
    }
}
