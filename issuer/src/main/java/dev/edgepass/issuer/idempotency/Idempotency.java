package dev.edgepass.issuer.idempotency;

import dev.edgepass.encoding.Base64Url;
import dev.edgepass.issuer.RedisQuestion;
import dev.edgepass.issuer.key.KeySettings;
import dev.edgepass.issuer.key.Pepper;
import dev.edgepass.issuer.token.RandomId;
import dev.edgepass.jdk.Sha256;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/**
 * First answers by their keys, in Redis, for all instances. Where the instance that works on the first request dies, the key is free again after
 * {@link #MARGIN} and the time that a change of the signing key takes. Methods throw the problem {@code read-model-unavailable} where Redis doesn't answer. Thread-safe.
 */
@Component
public class Idempotency {
    /** Longer than any request takes, but for a change of the signing key: waits for the projection, Kafka, the feed (30 s) and a preview (25 s), and then as much again. */
    static final Duration MARGIN = Duration.ofMinutes(2);

    static final Duration KEPT = Duration.ofHours(24);
    private static final String AWAY =
            "Redis doesn't answer, and the call's Idempotency-Key is looked up there. Nothing was done. Try again shortly.";
    private static final String PREFIX = "ii:";
    private static final String RUN = "run ";

    /** Not what earlier builds wrote: their answers can't be opened, so until they lapse a repetition hears that the first request is running, and nothing is done twice. */
    private static final String OK = "done ";

    /** KEYS: name; ARGV: own mark, milliseconds. Takes the name where it is free; says what is there. */
    private static final RedisScript<String> TAKE = RedisScript.of(
            "local found = redis.call('GET', KEYS[1]) if found then return found end"
                    + " redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) return ARGV[1]",
            String.class);

    /** KEYS: name; ARGV: own mark, answer or nothing, milliseconds. Only where the reservation is still this attempt's. */
    private static final RedisScript<Long> END = RedisScript.of(
            "if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end"
                    + " if ARGV[2] == '' then return redis.call('DEL', KEYS[1]) end"
                    + " redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) return 1",
            Long.class);

    private final StringRedisTemplate redis;
    private final byte[] names;
    private final byte[] locks;
    private final Duration reserved;

    Idempotency(StringRedisTemplate redis, Pepper pepper, KeySettings keys) {
        this.redis = redis;
        // A change of the signing key waits until the edge has known the next one for that long.
        this.reserved = MARGIN.plus(keys.publishedFor());
        this.names = pepper.derive("idempotency-name");
        this.locks = pepper.derive("idempotency-answer");
    }

    /**
     * @param tenant of the caller
     * @param subject of the caller: two callers' keys are different ones
     * @param request everything that makes it this request
     */
    public Claim claim(@Nullable String tenant, String subject, IdempotencyKey key, List<byte[]> request) {
        List<byte[]> whose =
                List.of(Sha256.utf8(tenant == null ? "" : tenant), Sha256.utf8(subject), Sha256.utf8(key.value()));
        return new Claim(
                PREFIX + Base64Url.encode(Sha256.hmac(names, Sha256.framed(whose))),
                Base64Url.encode(Sha256.hmac(names, Sha256.framed(request))),
                RandomId.next(),
                Sha256.hmac(locks, Sha256.framed(List.of(Sha256.framed(whose), Sha256.framed(request)))));
    }

    /** What there is for {@code claim}; where nothing is, the caller is the first from now on. */
    public Start start(Claim claim) {
        String mark = mark(claim);
        String found = RedisQuestion.ask(
                AWAY, () -> redis.execute(TAKE, List.of(claim.name()), mark, Long.toString(reserved.toMillis())));
        if (mark.equals(found)) {
            return new Start.First();
        }
        String[] parts = found.split(" ");
        if (!parts[1].equals(claim.request())) {
            return new Start.AnotherRequest();
        }
        return found.startsWith(OK) ? new Start.Done(claim.open(parts[2])) : new Start.Running();
    }

    /** The first request has its answer. */
    public void keep(Claim claim, KeptAnswer answer) {
        end(claim, OK + claim.request() + " " + claim.seal(answer));
    }

    /** The first request came to nothing: it may be repeated. */
    public void release(Claim claim) {
        end(claim, "");
    }

    private void end(Claim claim, String value) {
        RedisQuestion.ask(
                AWAY,
                () -> redis.execute(END, List.of(claim.name()), mark(claim), value, Long.toString(KEPT.toMillis())));
    }

    private static String mark(Claim claim) {
        return RUN + claim.request() + " " + claim.turn();
    }
}
