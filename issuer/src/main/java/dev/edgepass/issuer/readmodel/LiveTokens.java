package dev.edgepass.issuer.readmodel;

import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.readmodel.Keys;
import dev.edgepass.readmodel.TokenRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/** The tokens of the last day and those that live, read page by page. As {@link ReadModel}, it throws {@code read-model-unavailable}. Thread-safe. */
@Component
public class LiveTokens {
    /** Tokens on a page: some 250 KB. */
    public static final int PAGE = 1_000;

    private static final String TOKEN = Keys.LIVE.token("");

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> SCRIPT =
            RedisScript.of(new ClassPathResource("live-tokens.lua", LiveTokens.class), List.class);

    private final ReadModel readModel;
    private final StringRedisTemplate redis;

    /**
     * Some tokens, in the order of their expiry.
     *
     * @param last where the next page begins; null on the last page
     * @param lost live tokens of which no more than the name is known
     */
    public record Page(List<LiveToken> tokens, @Nullable String last, long lost) {}

    LiveTokens(ReadModel readModel, StringRedisTemplate redis) {
        this.readModel = readModel;
        this.redis = redis;
    }

    /**
     * A page of the tokens that expire after {@code now}, or did so in the day before it.
     *
     * @param handle of a link or subject, or {@link Handle#ALL}
     * @param last of the page before; null for the first
     * @throws ProblemException also where the projection was rebuilt since the page before
     */
    public Page page(Handle handle, @Nullable String last, Instant now) {
        List<?> answer = ReadModel.ask(() -> redis.execute(
                SCRIPT,
                List.of(Keys.LIVE.live(handle)),
                TOKEN,
                last == null ? "" : last,
                Long.toString(now.getEpochSecond() - TokenRecord.KEPT_SECONDS),
                Long.toString(now.getEpochSecond()),
                Integer.toString(PAGE)));
        if (answer == null || answer.isEmpty()) {
            throw ReadModel.unavailable("The read model was rebuilt meanwhile. Repeat the request.", null);
        }
        List<?> jtis = (List<?>) answer.get(0);
        return new Page(
                tokens(jtis, (List<?>) answer.get(1)),
                jtis.size() < PAGE ? null : (String) jtis.get(jtis.size() - 1),
                (Long) answer.get(2));
    }

    /** Tokens by {@code jti}, those that are known. */
    public List<LiveToken> tokens(Collection<String> jtis) {
        if (jtis.isEmpty()) {
            return List.of();
        }
        List<String> asked = List.copyOf(jtis);
        List<String> grants = ReadModel.ask(() -> redis.opsForValue()
                .multiGet(asked.stream().map(Keys.LIVE::token).toList()));
        return tokens(asked, Objects.requireNonNullElse(grants, List.of()));
    }

    private List<LiveToken> tokens(List<?> jtis, List<?> grants) {
        List<LiveToken> tokens = new ArrayList<>(grants.size());
        for (int i = 0; i < grants.size(); i++) {
            if (grants.get(i) instanceof String grant) {
                tokens.add(new LiveToken((String) jtis.get(i), readModel.read(grant, TokenRecord.class)));
            }
        }
        return tokens;
    }
}
