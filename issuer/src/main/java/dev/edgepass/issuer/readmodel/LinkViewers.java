package dev.edgepass.issuer.readmodel;

import dev.edgepass.event.Topics;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.log.UsagePartition;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.readmodel.Keys;
import dev.edgepass.readmodel.RemovalRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/** Who viewed share links, and how often. As {@link ReadModel}, it throws {@code read-model-unavailable}. Thread-safe. */
@Component
public class LinkViewers {
    private static final String OPENS = Keys.LIVE.opens();
    private static final String LIVE = Keys.LIVE.live(new Handle(Handle.Kind.SUBJECT, ""));
    /** In the script's answer. */
    private static final int FIRST_COUNT = 2;

    private static final String TOKEN = Keys.LIVE.token("");

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> COUNTS =
            RedisScript.of(new ClassPathResource("link-counts.lua", LinkViewers.class), List.class);

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> PAGE =
            RedisScript.of(new ClassPathResource("link-viewers.lua", LinkViewers.class), List.class);

    private final ReadModel readModel;
    private final Views views;
    private final StringRedisTemplate redis;

    /**
     * How a link was used.
     *
     * @param opens exchanges of its secret
     * @param viewers who ever did that, each once
     * @param seats viewers who weren't sent out
     * @param views what the edge counted
     */
    public record Count(long opens, long viewers, long seats, Views.Known views) {
        public static final Count NONE = new Count(0, 0, 0, Views.Known.NOTHING);
    }

    /**
     * A viewer.
     *
     * @param firstIssue of a token
     * @param lastIssue the last one known; null where their tokens are forgotten
     * @param tokens that haven't expired
     * @param removal what sent them out
     */
    public record Viewer(
            String subject,
            Instant firstIssue,
            @Nullable Instant lastIssue,
            long tokens,
            @Nullable RemovalRecord removal) {}

    LinkViewers(ReadModel readModel, Views views, StringRedisTemplate redis) {
        this.readModel = readModel;
        this.views = views;
        this.redis = redis;
    }

    /** By link id, for each of {@code linkIds}. */
    public Map<String, Count> counts(Collection<String> linkIds) {
        Map<String, Count> counts = new HashMap<>();
        if (linkIds.isEmpty()) {
            return counts;
        }
        List<String> words = new ArrayList<>(
                List.of(Keys.LIVE.viewers(""), Keys.LIVE.views(""), Integer.toString(Topics.USAGE_PARTITIONS)));
        words.addAll(linkIds);
        List<String> keys = Stream.concat(
                        Stream.of(OPENS, Keys.LIVE.freed(), Keys.LIVE.usage()), Views.LOCATIONS.stream())
                .toList();
        List<?> answer = Objects.requireNonNull(ReadModel.ask(() -> redis.execute(COUNTS, keys, words.toArray())));
        List<?> complete = (List<?>) answer.get(0);
        List<?> newest = (List<?>) answer.get(1);
        int i = FIRST_COUNT;
        for (String id : linkIds) {
            List<?> count = (List<?>) answer.get(i++);
            long viewers = number(count.get(1));
            int partition = UsagePartition.of(id);
            Views.Known known = views.known(count.get(3), complete.get(partition), newest.get(partition));
            counts.put(id, new Count(number(count.get(0)), viewers, viewers - number(count.get(2)), known));
        }
        return counts;
    }

    /**
     * Viewers of a link, those who came first first.
     *
     * @param last of the page before; null for the first
     * @throws ProblemException also where {@code last} is no viewer of the link
     */
    public List<Viewer> page(String linkId, @Nullable String last, int limit, Instant now) {
        List<?> answer = ReadModel.ask(() -> redis.execute(
                PAGE,
                List.of(Keys.LIVE.viewers(linkId), Keys.LIVE.removed()),
                LIVE,
                TOKEN,
                last == null ? "" : last,
                Integer.toString(limit),
                Long.toString(now.getEpochSecond())));
        if (answer == null) {
            throw ReadModel.unavailable("The read model was rebuilt meanwhile. Begin with the first page.", null);
        }
        return answer.stream().map(row -> viewer((List<?>) row)).toList();
    }

    /** Whether a token of the link was ever issued to the viewer. */
    public boolean isViewer(String linkId, String subject) {
        return ReadModel.ask(() -> redis.opsForZSet().score(Keys.LIVE.viewers(linkId), subject) != null);
    }

    private Viewer viewer(List<?> row) {
        return new Viewer(
                (String) row.get(0),
                Instant.ofEpochSecond(number(row.get(1))),
                row.get(2) == null ? null : Instant.ofEpochSecond(number(row.get(2))),
                number(row.get(3)),
                row.get(4) instanceof String removal ? readModel.read(removal, RemovalRecord.class) : null);
    }

    private static long number(@Nullable Object value) {
        return value == null ? 0 : Long.parseLong(value.toString());
    }
}
