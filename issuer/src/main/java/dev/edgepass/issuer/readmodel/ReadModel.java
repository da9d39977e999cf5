package dev.edgepass.issuer.readmodel;

import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The consumer's projection in Redis (docs/read-model.md), read only. Every method throws the problem {@code read-model-unavailable} where Redis doesn't
 * answer or holds no projection: no decision is made on nothing. Thread-safe.
 */
@Component
public class ReadModel {
    private static final String CONTROL = "ep:control";
    private static final String HANDLE = "ep:handle";
    private static final String ACTIVE = "ep:active";
    private static final String LINKS = "ep:links";
    private static final String LINK = "ep:link:";
    private static final String SECRET = "ep:secret:";
    private static final String REVOCATION = "ep:revocation:";
    private static final String KEYS = "ep:keys";

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> SNAPSHOT =
            RedisScript.of(new ClassPathResource("snapshot.lua", ReadModel.class), List.class);

    /** Tolerant, unlike that of requests: the consumer may be newer. */
    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .build();

    private final StringRedisTemplate redis;

    ReadModel(StringRedisTemplate redis) {
        this.redis = redis;
    }

    /** Everything that a decision about {@code handles} needs, in one step. */
    public Snapshot snapshot(Collection<Handle> handles, @Nullable String linkId) {
        List<Handle> asked = List.copyOf(handles);
        Object[] names = asked.stream().map(Handle::toString).toArray();
        List<?> answer = Objects.requireNonNull(ask(() ->
                redis.execute(SNAPSHOT, List.of(CONTROL, HANDLE, LINK + (linkId == null ? "" : linkId)), names)));
        Map<Handle, HandleState> states = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            if (answer.get(i + 2) instanceof String state) {
                states.put(asked.get(i), HandleStates.parse(state));
            }
        }
        LinkRecord link = answer.get(1) instanceof String text ? read(text, LinkRecord.class) : null;
        return new Snapshot(requirePosition((String) answer.get(0)), states, link);
    }

    /** How far the projection is, or nothing where there is none yet. */
    public OptionalLong position() {
        String position = ask(() -> redis.<String, String>opsForHash().get(CONTROL, "position"));
        return position == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(position));
    }

    public Optional<LinkRecord> link(String id) {
        return text(LINK + id).map(text -> read(text, LinkRecord.class));
    }

    /** @param secretHash SHA-256 of the link's secret in lower-case hex */
    public Optional<LinkRecord> linkOfSecret(String secretHash) {
        return text(SECRET + secretHash).flatMap(this::link);
    }

    /**
     * Share links, newest first.
     *
     * @param before only those created at a lower position
     */
    public List<LinkRecord> links(long before, int limit) {
        return ask(() -> {
            Collection<String> ids =
                    redis.opsForZSet().reverseRangeByScore(LINKS, Double.NEGATIVE_INFINITY, before - 1.0, 0, limit);
            if (ids == null || ids.isEmpty()) {
                return List.of();
            }
            List<String> texts = redis.opsForValue()
                    .multiGet(ids.stream().map(id -> LINK + id).toList());
            return Objects.requireNonNullElse(texts, List.<String>of()).stream()
                    .filter(Objects::nonNull)
                    .map(text -> read(text, LinkRecord.class))
                    .toList();
        });
    }

    public Optional<RevocationRecord> revocation(String id) {
        return text(REVOCATION + id).map(text -> read(text, RevocationRecord.class));
    }

    public List<KeyRecord> keys() {
        return ask(() -> {
            List<KeyRecord> keys = new ArrayList<>();
            redis.<String, String>opsForHash().values(KEYS).forEach(text -> keys.add(read(text, KeyRecord.class)));
            return keys;
        });
    }

    /** The revocations aimed at {@code handle} that weren't lifted, oldest first. */
    public List<RevocationRecord> activeOn(Handle handle) {
        String ids = ask(() -> redis.<String, String>opsForHash().get(ACTIVE, handle.toString()));
        return ids == null
                ? List.of()
                : Stream.of(ids.split(" "))
                        .map(this::revocation)
                        .flatMap(Optional::stream)
                        .toList();
    }

    public Optional<KeyRecord> key(String kid) {
        String text = ask(() -> redis.<String, String>opsForHash().get(KEYS, kid));
        return Optional.ofNullable(text).map(found -> read(found, KeyRecord.class));
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(ask(() -> redis.opsForValue().get(key)));
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JacksonException e) {
            throw unavailable("The projection holds a " + type.getSimpleName() + " that can't be read.", e);
        }
    }

    private static long requirePosition(@Nullable String position) {
        if (position == null) {
            throw unavailable("The projection isn't there yet: is revocation-consumer running?", null);
        }
        return Long.parseLong(position);
    }

    private static <T extends @Nullable Object> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (DataAccessException e) {
            throw unavailable("Redis doesn't answer; revoking still works. Try again shortly.", e);
        }
    }

    private static ProblemException unavailable(String detail, @Nullable Throwable cause) {
        return new ProblemException(ProblemType.READ_MODEL_UNAVAILABLE.detail(detail), cause);
    }
}
