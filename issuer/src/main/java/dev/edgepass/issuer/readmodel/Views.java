package dev.edgepass.issuer.readmodel;

import dev.edgepass.event.Topics;
import dev.edgepass.issuer.log.UsagePartition;
import dev.edgepass.readmodel.Keys;
import dev.edgepass.readmodel.ViewCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/** What the edge counted of views (docs/views.md). As {@link ReadModel}, it throws {@code read-model-unavailable}. Thread-safe. */
@Component
public class Views {
    static final List<String> LOCATIONS = IntStream.range(0, Topics.USAGE_PARTITIONS)
            .mapToObj(Keys.LIVE::locations)
            .toList();

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> SCRIPT = ReadModel.script("views.lua");

    private final ReadModel readModel;
    private final StringRedisTemplate redis;

    /**
     * What is known of views.
     *
     * @param counts null where nothing was counted
     * @param completeFrom since when all that was reported is in them, in ms; null where nothing of their partition was reported yet
     * @param newest view or refusal that any location reported in their partition, in ms by the edge's clock; 0 where none did
     */
    public record Known(
            @Nullable ViewCounts counts, @Nullable Long completeFrom, long newest) {
        public static final Known NOTHING = new Known(null, null, 0);

        /**
         * The counts; zeros where it is known that nothing was reported; null where that isn't known: nothing of the time since then may be missing, and a later
         * report shows that locations report and that the projection went on.
         *
         * @param counted whether views are counted at all
         * @param since when the link or the viewer came
         */
        public @Nullable ViewCounts counts(boolean counted, Instant since) {
            long from = since.toEpochMilli();
            boolean none = counted && completeFrom != null && completeFrom <= from && newest >= from;
            return counts == null && none ? ViewCounts.NONE : counts;
        }
    }

    Views(ReadModel readModel, StringRedisTemplate redis) {
        this.readModel = readModel;
        this.redis = redis;
    }

    /** Of all viewers of a link together. */
    public Known ofLink(String linkId) {
        return Objects.requireNonNull(
                of(linkId, List.of(ViewCounts.ALL_VIEWERS)).get(ViewCounts.ALL_VIEWERS));
    }

    /** Of viewers of a link, for each of {@code subjects}. */
    public Map<String, Known> ofViewers(String linkId, List<String> subjects) {
        return subjects.isEmpty() ? Map.of() : of(linkId, subjects);
    }

    private Map<String, Known> of(String owner, List<String> fields) {
        int partition = UsagePartition.of(owner);
        List<String> words = new ArrayList<>(List.of("complete:" + partition));
        words.addAll(fields);
        List<String> keys = List.of(Keys.LIVE.usage(), Keys.LIVE.views(owner), Keys.LIVE.locations(partition));
        List<?> answer = Objects.requireNonNull(ReadModel.ask(() -> redis.execute(SCRIPT, keys, words.toArray())));
        List<?> counts = (List<?>) answer.get(2);
        Map<String, Known> known = new HashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            known.put(fields.get(i), known(counts.get(i), answer.get(0), answer.get(1)));
        }
        return known;
    }

    /** Of what a script answered. */
    Known known(@Nullable Object counts, @Nullable Object completeFrom, @Nullable Object newest) {
        return new Known(
                counts instanceof String text ? readModel.read(text, ViewCounts.class) : null,
                completeFrom instanceof String from ? Long.valueOf(from) : null,
                newest instanceof Long at ? at : 0);
    }
}
