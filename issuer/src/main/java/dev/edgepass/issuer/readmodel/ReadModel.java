package dev.edgepass.issuer.readmodel;

import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.issuer.RedisQuestion;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.key.KeyRecord;
import dev.edgepass.readmodel.HandleText;
import dev.edgepass.readmodel.Keys;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.readmodel.LinkText;
import dev.edgepass.readmodel.ReadModelJson;
import dev.edgepass.readmodel.RemovalRecord;
import dev.edgepass.readmodel.RevocationRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * The consumer's projection in Redis (docs/read-model.md), read only. Every method throws the problem {@code read-model-unavailable} where Redis doesn't
 * answer or holds no projection: no decision is made on nothing. Thread-safe.
 */
@Component
public class ReadModel {
    static final String CONTROL = Keys.LIVE.control();
    static final String HANDLE = Keys.LIVE.handle();
    private static final String ACTIVE = Keys.LIVE.active();
    static final String LINK = Keys.LIVE.link("");
    private static final String REVOCATION = Keys.LIVE.revocation("");
    private static final String REVOCATIONS = Keys.LIVE.revocations();
    private static final String KEYS = Keys.LIVE.keys();
    private static final String REMOVED = Keys.LIVE.removed();

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> ALL_STATES = script("all-states.lua");

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> ONE_LINK = scriptOfLinks("link.lua");

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> LIFT = script("lift.lua");

    /** Of {@code 2026-11-22T13:00:00}. */
    private static final int SECONDS_LENGTH = 19;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final StringRedisTemplate redis;
    private final SnapshotReads snapshots;

    ReadModel(StringRedisTemplate redis) {
        this.redis = redis;
        this.snapshots = new SnapshotReads(redis.getRequiredConnectionFactory(), PATIENCE);
    }

    @SuppressWarnings("rawtypes")
    static RedisScript<List> script(String file) {
        return RedisScript.of(text(new ClassPathResource(file, ReadModel.class)), List.class);
    }

    /** A script that reads links with their words, by the function of {@link LinkText#lua}. */
    @SuppressWarnings("rawtypes")
    static RedisScript<List> scriptOfLinks(String file) {
        return RedisScript.of(LinkText.lua(Keys.LIVE) + text(new ClassPathResource(file, ReadModel.class)), List.class);
    }

    /** {@code ResourceScriptSource} would check its file's date at each call. */
    private static String text(ClassPathResource file) {
        try {
            return file.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file.getPath(), e);
        }
    }

    /**
     * Everything that a decision about {@code handles} needs, in one step, the signing key in use included. Read after this call began, for all callers that wait
     * at that moment together ({@link SnapshotReads}).
     */
    public Snapshot snapshot(Collection<Handle> handles, @Nullable String linkId) {
        SnapshotReads.Answer answer = ask(() -> snapshots.read(handles, linkId));
        Map<Handle, HandleState> states = new HashMap<>();
        for (Handle handle : handles) {
            String state = answer.states().get(handle);
            if (state != null) {
                states.put(handle, HandleText.parse(state));
            }
        }
        String link = linkId == null ? null : answer.links().get(linkId);
        return new Snapshot(
                requirePosition(answer.position()), states, link == null ? null : readLink(link), answer.activeKid());
    }

    /** The states of all handles in one step, where there are at most {@code most}. */
    public Optional<Snapshot> allStates(int most) {
        List<?> answer = Objects.requireNonNull(
                ask(() -> redis.execute(ALL_STATES, List.of(CONTROL, HANDLE), Integer.toString(most))));
        long position = requirePosition((String) answer.get(0));
        if (!(answer.get(1) instanceof List<?> fields)) {
            return Optional.empty();
        }
        Map<Handle, HandleState> states = new HashMap<>();
        for (int i = 0; i < fields.size(); i += 2) {
            states.put(Handle.parse((String) fields.get(i)), HandleText.parse((String) fields.get(i + 1)));
        }
        return Optional.of(new Snapshot(position, states, null, null));
    }

    /**
     * What a lift of revocation {@code id} is decided on, in one step.
     *
     * @param transitively whether the other revocations' targets are wanted too, and those of the others on them
     * @param mostTargets and revocations; past them the snapshot isn't complete
     * @param ageLimit cutoffs accepted earlier are over
     */
    public LiftSnapshot lift(String id, boolean transitively, int mostTargets, Instant ageLimit) {
        List<String> words = new ArrayList<>(List.of(
                REVOCATION,
                LINK,
                id,
                transitively ? "1" : "0",
                Integer.toString(mostTargets),
                ageLimit.truncatedTo(ChronoUnit.SECONDS).toString().substring(0, SECONDS_LENGTH)));
        for (Handle.Kind kind : Handle.Kind.values()) {
            words.addAll(List.of(kind.toString(), kind.prefix()));
        }
        List<?> answer = Objects.requireNonNull(
                ask(() -> redis.execute(LIFT, List.of(CONTROL, HANDLE, ACTIVE, REMOVED), words.toArray())));
        Map<String, LiftSnapshot.Entry> revocations = new LinkedHashMap<>();
        for (Object text : (List<?>) answer.get(2)) {
            LiftSnapshot.Entry entry = read((String) text, LiftSnapshot.Entry.class);
            revocations.put(entry.id(), entry);
        }
        List<LiftSnapshot.Held> targets = new ArrayList<>();
        for (Object held : (List<?>) answer.get(3)) {
            targets.add(held((List<?>) held));
        }
        return new LiftSnapshot(
                requirePosition((String) answer.get(0)), Long.valueOf(1).equals(answer.get(1)), revocations, targets);
    }

    private LiftSnapshot.Held held(List<?> held) {
        Handle handle = Handle.parse((String) held.get(0));
        String active = (String) held.get(2);
        return new LiftSnapshot.Held(
                new Target(handle.kind(), handle.id()),
                held.get(1) instanceof String state ? HandleText.parse(state) : HandleState.CLEAR,
                active.isEmpty() ? List.of() : List.of(active.split(" ")),
                held.get(3) instanceof String link ? read(link, LinkRecord.class) : null,
                held.get(4) instanceof String removal ? read(removal, RemovalRecord.class) : null);
    }

    /** How far the projection is, or nothing where there is none yet. */
    public OptionalLong position() {
        String position = ask(() -> redis.<String, String>opsForHash().get(CONTROL, "position"));
        return position == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(position));
    }

    /** How far the words topic is folded; 0 where that hasn't begun. */
    public long wordsPosition() {
        String position = ask(() -> redis.<String, String>opsForHash().get(Keys.LIVE.words(), "position"));
        return position == null ? 0 : Long.parseLong(position);
    }

    /** The link with its words. */
    public Optional<LinkRecord> link(String id) {
        List<?> answer = Objects.requireNonNull(ask(() -> redis.execute(ONE_LINK, List.of(), id)));
        return answer.isEmpty() || !(answer.get(0) instanceof String text)
                ? Optional.empty()
                : Optional.of(readLink(text));
    }

    /** The digests of all words that a link has, whether they are in force or not. */
    public Set<String> digests(String linkId) {
        return ask(() -> Set.copyOf(redis.<String, String>opsForHash()
                .entries(Keys.LIVE.wordsOf(linkId))
                .keySet()));
    }

    /** @param secretHash SHA-256 of the link's secret in lower-case hex */
    public Optional<LinkRecord> linkOfSecret(String secretHash) {
        return text(Keys.LIVE.secret(secretHash)).flatMap(this::link);
    }

    /** The ids of the share links that were made together, in their order. */
    public List<String> group(String id) {
        return ask(() -> List.copyOf(
                Objects.requireNonNullElse(redis.opsForZSet().range(Keys.LIVE.group(id), 0, -1), List.of())));
    }

    public Optional<RevocationRecord> revocation(String id) {
        return text(Keys.LIVE.revocation(id)).map(text -> read(text, RevocationRecord.class));
    }

    /**
     * Revocations, newest first.
     *
     * @param before only those at a lower position
     */
    public List<RevocationRecord> revocations(long before, int limit) {
        return newest(Double.NEGATIVE_INFINITY, before - 1.0, limit);
    }

    /** Revocations at a position higher than {@code position}, newest first. */
    public List<RevocationRecord> revocationsAfter(long position, int limit) {
        return newest(position + 1.0, Double.POSITIVE_INFINITY, limit);
    }

    public List<KeyRecord> keys() {
        return ask(() -> {
            List<KeyRecord> keys = new ArrayList<>();
            redis.<String, String>opsForHash().values(KEYS).forEach(text -> keys.add(read(text, KeyRecord.class)));
            return keys;
        });
    }

    /** Whether a viewer was sent out of their link. */
    public boolean isRemoved(String subject) {
        return ask(() -> redis.opsForHash().hasKey(REMOVED, subject));
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

    private List<RevocationRecord> newest(double lowest, double highest, int limit) {
        return ask(() -> {
            Collection<String> ids = redis.opsForZSet().reverseRangeByScore(REVOCATIONS, lowest, highest, 0, limit);
            return records(REVOCATION, Objects.requireNonNullElse(ids, List.of()), RevocationRecord.class);
        });
    }

    private <T> List<T> records(String prefix, Collection<String> ids, Class<T> type) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<String> texts =
                redis.opsForValue().multiGet(ids.stream().map(id -> prefix + id).toList());
        return Objects.requireNonNullElse(texts, List.<String>of()).stream()
                .filter(Objects::nonNull)
                .map(text -> read(text, type))
                .toList();
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(ask(() -> redis.opsForValue().get(key)));
    }

    <T> T read(String text, Class<T> type) {
        return read(text, type, json -> ReadModelJson.read(json, type));
    }

    LinkRecord readLink(String text) {
        return read(text, LinkRecord.class, LinkText::read);
    }

    private static <T> T read(String text, Class<T> type, Function<String, T> reader) {
        try {
            return reader.apply(text);
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

    static <T extends @Nullable Object> T ask(Supplier<T> question) {
        return RedisQuestion.ask("Redis doesn't answer; revoking still works. Try again shortly.", question);
    }

    static ProblemException unavailable(String detail, @Nullable Throwable cause) {
        return new ProblemException(ProblemType.READ_MODEL_UNAVAILABLE.detail(detail), cause);
    }
}
