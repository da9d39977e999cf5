package dev.edgepass.issuer.readmodel;

import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.readmodel.Keys;
import dev.edgepass.readmodel.LinkRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/**
 * Many share links of the read model. However many there are and however large, no answer of Redis is larger than {@value #BYTES} bytes and one link. Read only and
 * thread-safe, as {@link ReadModel}; every method throws the problem {@code read-model-unavailable} as it does.
 */
@Component
public class AllLinks {
    /** Links that are read in one step. */
    public static final int BATCH = 1_000;

    private static final String CONTROL = Keys.LIVE.control();
    private static final String LINKS = Keys.LIVE.links();
    private static final String CHANGES = Keys.LIVE.linkChanges();

    /** Of links' JSON in one answer; their records take some three times as much. */
    private static final int BYTES = 256 * 1024;

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> CHANGED = ReadModel.script("link-changes.lua");

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> OPEN_OF_OWNER = ReadModel.script("open-links.lua");

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> PAGE = ReadModel.scriptOfLinks("links-page.lua");

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> BY_ID = ReadModel.scriptOfLinks("links-by-id.lua");

    private final StringRedisTemplate redis;
    private final ReadModel readModel;

    /**
     * Some links.
     *
     * @param links newest first
     * @param last id after which the next page begins; null on the last page
     */
    public record Page(List<LinkRecord> links, @Nullable String last) {}

    /**
     * The first ones of those asked for.
     *
     * @param links those of them that exist
     * @param covered how many of the ids were looked at
     */
    public record Portion(List<LinkRecord> links, int covered) {}

    AllLinks(StringRedisTemplate redis, ReadModel readModel) {
        this.redis = redis;
        this.readModel = readModel;
    }

    /** How many there are; cheap. */
    public long count() {
        return Objects.requireNonNull(ReadModel.ask(() -> redis.opsForZSet().zCard(LINKS)));
    }

    /**
     * How many of an owner's links are open; cheap.
     *
     * @param tenant null is none
     */
    public OpenLinks open(@Nullable String tenant, String subject, Instant now) {
        List<?> answer = Objects.requireNonNull(ReadModel.ask(() -> redis.execute(
                OPEN_OF_OWNER,
                List.of(CONTROL, Keys.LIVE.openLinks(tenant, subject)),
                Long.toString(now.getEpochSecond()))));
        return new OpenLinks(
                answer.get(0) instanceof String position ? Long.parseLong(position) : 0, (Long) answer.get(1));
    }

    /**
     * What changed after a position, or lost its words after a position of theirs, and the positions that this brings to, in one step. What is read of the links afterwards is at least as new; what changes
     * meanwhile is in the next answer again.
     */
    public LinkChanges changesSince(long position, long wordsPosition, int most) {
        List<?> answer = Objects.requireNonNull(ReadModel.ask(() -> redis.execute(
                CHANGED,
                List.of(CONTROL, CHANGES, Keys.LIVE.words(), Keys.LIVE.erasures(), Keys.LIVE.marks()),
                Long.toString(position),
                Integer.toString(most),
                Long.toString(wordsPosition))));
        if (!(answer.get(0) instanceof String at)) {
            throw ReadModel.unavailable("The projection isn't there yet: is revocation-consumer running?", null);
        }
        List<String> ids = ((List<?>) answer.get(4))
                .stream().map(String.class::cast).distinct().toList();
        return new LinkChanges(
                String.valueOf(answer.get(1)),
                Long.parseLong(at),
                Long.parseLong((String) answer.get(2)),
                String.valueOf(answer.get(3)),
                ids,
                ids.size() <= most);
    }

    /**
     * A page of all links, newest first. Links that are made between two pages neither repeat nor hide others.
     *
     * @param after {@link Page#last} of the page before; null for the first
     * @return empty where there is no link {@code after}, as the read model was made anew
     */
    public Optional<Page> page(@Nullable String after) {
        List<?> answer = ReadModel.ask(() -> redis.execute(
                PAGE, List.of(LINKS), after == null ? "" : after, Integer.toString(BATCH), Integer.toString(BYTES)));
        if (answer == null || answer.isEmpty()) {
            return Optional.empty();
        }
        List<?> ids = (List<?>) answer.get(0);
        boolean more = Long.valueOf(1).equals(answer.get(2));
        return Optional.of(new Page(records((List<?>) answer.get(1)), more ? (String) ids.get(ids.size() - 1) : null));
    }

    /** As many of {@code ids} as one answer holds, in their order. */
    public Portion first(List<String> ids) {
        if (ids.isEmpty()) {
            return new Portion(List.of(), 0);
        }
        List<String> words = new ArrayList<>(List.of(Integer.toString(BYTES)));
        words.addAll(ids.subList(0, Math.min(BATCH, ids.size())));
        List<?> answer = Objects.requireNonNull(ReadModel.ask(() -> redis.execute(BY_ID, List.of(), words.toArray())));
        return new Portion(records(answer), answer.size());
    }

    /** Those of {@code ids} that exist, portion by portion. */
    public void read(Collection<String> ids, Consumer<List<LinkRecord>> portion) {
        List<String> left = List.copyOf(ids);
        while (!left.isEmpty()) {
            Portion first = first(left);
            portion.accept(first.links());
            left = left.subList(first.covered(), left.size());
        }
    }

    /**
     * Every link that is there from the beginning of this call to its end, page by page, newest first.
     *
     * @param goOn whether the next page is wanted too
     * @throws ProblemException also where the read model is made anew meanwhile
     */
    public void each(Predicate<List<LinkRecord>> goOn) {
        String last = null;
        do {
            Page page = page(last)
                    .orElseThrow(
                            () -> ReadModel.unavailable("The read model was made anew meanwhile. Try again.", null));
            last = goOn.test(page.links()) ? page.last() : null;
        } while (last != null);
    }

    /** The same links, each with whether its handle is blocked. */
    public List<LinkState> states(List<LinkRecord> links) {
        if (links.isEmpty()) {
            return List.of();
        }
        Snapshot states =
                readModel.snapshot(links.stream().map(AllLinks::handle).toList(), null);
        return links.stream()
                .map(link -> new LinkState(link, states.stateOf(handle(link)).blocked()))
                .toList();
    }

    private List<LinkRecord> records(List<?> texts) {
        List<LinkRecord> records = new ArrayList<>(texts.size());
        for (Object text : texts) {
            if (text instanceof String json) {
                records.add(readModel.readLink(json));
            }
        }
        return records;
    }

    private static Handle handle(LinkRecord link) {
        return new Handle(Handle.Kind.LINK, link.id());
    }
}
