package dev.edgepass.issuer.readmodel;

import dev.edgepass.event.Topics;
import dev.edgepass.feed.Handle;
import dev.edgepass.readmodel.Keys;
import dev.edgepass.readmodel.RefusalsSeen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/** What locations of the edge reported of refusals and grants by handle. As {@link ReadModel}, it throws {@code read-model-unavailable}. Thread-safe. */
@Component
public class Evidence {
    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> SCRIPT = ReadModel.script("receipts.lua");

    private final ReadModel readModel;
    private final StringRedisTemplate redis;

    /**
     * The last granted views of tokens with one claim {@code pos}.
     *
     * @param position the claim
     * @param at ms since the epoch, by the edge's clock
     */
    public record Grant(long position, long at) {}

    /**
     * What a location reported about one handle. A list has an entry for each partition that knows something.
     *
     * @param grants the last ones: for rising positions of tokens those that are later than of every lower position, the {@code 16} with the highest
     */
    public record Seen(List<RefusalsSeen> refusals, List<Grant> grants) {}

    /**
     * @param completeFrom since when all that was reported is here, in ms; null where nothing was reported yet
     * @param locations that ever reported, and when each did last, in ms by the edge's clock
     * @param handles by handle and location
     */
    public record Found(
            @Nullable Long completeFrom, Map<String, Long> locations, Map<Handle, Map<String, Seen>> handles) {}

    Evidence(ReadModel readModel, StringRedisTemplate redis) {
        this.readModel = readModel;
        this.redis = redis;
    }

    /** About {@code handles}, of which there are few. */
    public Found of(List<Handle> handles) {
        List<String> keys = new ArrayList<>(List.of(Keys.LIVE.usage()));
        keys.addAll(Views.LOCATIONS);
        for (Handle handle : handles) {
            for (int partition = 0; partition < Topics.USAGE_PARTITIONS; partition++) {
                keys.add(Keys.LIVE.receipts(partition, handle.toString()));
                keys.add(Keys.LIVE.grants(partition, handle.toString()));
            }
        }
        List<?> answer = Objects.requireNonNull(
                ReadModel.ask(() -> redis.execute(SCRIPT, keys, Integer.toString(Topics.USAGE_PARTITIONS))));
        List<?> hashes = (List<?>) answer.get(2);
        Map<Handle, Map<String, Seen>> seen = new HashMap<>();
        int i = 0;
        for (Handle handle : handles) {
            Map<String, Seen> byLocation = new HashMap<>();
            for (int partition = 0; partition < Topics.USAGE_PARTITIONS; partition++) {
                hash(hashes.get(i++))
                        .forEach((location, text) ->
                                at(byLocation, location).refusals().add(readModel.read(text, RefusalsSeen.class)));
                hash(hashes.get(i++))
                        .forEach((location, text) ->
                                at(byLocation, location).grants().addAll(grants(text)));
            }
            seen.put(handle, byLocation);
        }
        return new Found(completeFrom((List<?>) answer.get(0)), locations((List<?>) answer.get(1)), seen);
    }

    private static Seen at(Map<String, Seen> byLocation, String location) {
        return byLocation.computeIfAbsent(location, none -> new Seen(new ArrayList<>(), new ArrayList<>()));
    }

    private List<Grant> grants(String text) {
        List<Grant> grants = new ArrayList<>();
        for (long[] grant : readModel.read(text, long[][].class)) {
            if (grant.length == 2) {
                grants.add(new Grant(grant[0], grant[1]));
            }
        }
        return grants;
    }

    /** The latest of the partitions that have something. */
    private static @Nullable Long completeFrom(List<?> partitions) {
        Long latest = null;
        for (Object from : partitions) {
            if (from instanceof String time && (latest == null || Long.parseLong(time) > latest)) {
                latest = Long.valueOf(time);
            }
        }
        return latest;
    }

    private static Map<String, Long> locations(List<?> partitions) {
        Map<String, Long> locations = new HashMap<>();
        for (Object partition : partitions) {
            hash(partition).forEach((location, at) -> locations.merge(location, Long.valueOf(at), Math::max));
        }
        return locations;
    }

    private static Map<String, String> hash(Object fields) {
        List<?> words = (List<?>) fields;
        Map<String, String> hash = new HashMap<>();
        for (int i = 0; i + 1 < words.size(); i += 2) {
            hash.put((String) words.get(i), (String) words.get(i + 1));
        }
        return hash;
    }
}
