package dev.edgepass.issuer.readmodel;

import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ZSetOperations.TypedTuple;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/** All share links of the read model, and which of them changed: for an index that follows it. Read only and thread-safe, as {@link ReadModel}. */
@Component
public class AllLinks {
    private static final String CONTROL = "ep:control";
    private static final String LINKS = "ep:links";
    private static final String CHANGES = "ep:link-changes";

    /** Links that are read in one step. */
    private static final int BATCH = 1_000;

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> CHANGED =
            RedisScript.of(new ClassPathResource("link-changes.lua", AllLinks.class), List.class);

    private final StringRedisTemplate redis;
    private final ReadModel readModel;

    AllLinks(StringRedisTemplate redis, ReadModel readModel) {
        this.redis = redis;
        this.readModel = readModel;
    }

    /**
     * How many there are; cheap.
     *
     * @throws ProblemException {@code read-model-unavailable}
     */
    public long count() {
        return Objects.requireNonNull(ReadModel.ask(() -> redis.opsForZSet().zCard(LINKS)));
    }

    /**
     * What changed after a position, and the position that this brings to, in one step. What is read of the links afterwards is at least as new; what changes
     * meanwhile is in the next answer again.
     *
     * @throws ProblemException {@code read-model-unavailable}
     */
    public LinkChanges changesSince(long position, int most) {
        List<?> answer = Objects.requireNonNull(ReadModel.ask(() ->
                redis.execute(CHANGED, List.of(CONTROL, CHANGES), Long.toString(position), Integer.toString(most))));
        if (!(answer.get(0) instanceof String at)) {
            throw ReadModel.unavailable("The projection isn't there yet: is revocation-consumer running?", null);
        }
        List<String> ids =
                ((List<?>) answer.get(2)).stream().map(String.class::cast).toList();
        return new LinkChanges(String.valueOf(answer.get(1)), Long.parseLong(at), ids, ids.size() <= most);
    }

    /**
     * Every link that is there from the beginning of this call to its end; one that comes or changes meanwhile may be missing or old.
     *
     * @throws ProblemException {@code read-model-unavailable}
     */
    public void each(Consumer<LinkState> link) {
        List<String> ids = new ArrayList<>(BATCH);
        ReadModel.ask(() -> {
            try (Cursor<TypedTuple<String>> members = redis.opsForZSet()
                    .scan(LINKS, ScanOptions.scanOptions().count(BATCH).build())) {
                while (members.hasNext()) {
                    ids.add(Objects.requireNonNull(members.next().getValue()));
                    if (ids.size() == BATCH) {
                        read(ids).forEach(link);
                        ids.clear();
                    }
                }
            }
            return ids;
        });
        read(ids).forEach(link);
    }

    /**
     * Those of {@code ids} that are there.
     *
     * @throws ProblemException {@code read-model-unavailable}
     */
    public List<LinkState> read(Collection<String> ids) {
        List<String> all = List.copyOf(ids);
        List<LinkState> found = new ArrayList<>(all.size());
        for (int from = 0; from < all.size(); from += BATCH) {
            List<LinkRecord> links = readModel.links(all.subList(from, Math.min(from + BATCH, all.size())));
            Snapshot states =
                    readModel.snapshot(links.stream().map(AllLinks::handle).toList(), null);
            links.forEach(link ->
                    found.add(new LinkState(link, states.stateOf(handle(link)).blocked())));
        }
        return found;
    }

    private static Handle handle(LinkRecord link) {
        return new Handle(Handle.Kind.LINK, link.id());
    }
}
