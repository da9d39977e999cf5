package dev.edgepass.issuer.sharelink.viewer;

import dev.edgepass.event.Topics;
import dev.edgepass.issuer.RedisQuestion;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.readmodel.Keys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/**
 * The seats of links with a viewer limit. The log says who has one, and the consumer shows it in the read model a little later ({@link Keys#viewers}); until then a
 * reservation in {@code is:seats} stands for it, on which all instances agree. It lapses after {@link #LAPSE} unless the log took the token; then it stays until
 * the projection has it, however late that is. While the projection is made anew and shows fewer seats than it did, no new viewer gets in. Thread-safe.
 */
@Component
public class Seats {
    /** Longer than an event can be on its way to the log: what was given up isn't written later. By Redis's clock. */
    static final Duration LAPSE = Duration.ofSeconds(30);

    /** Leftovers of links that aren't opened any more. A consumer that is later than this loses seats from sight. */
    private static final Duration KEPT = Duration.ofDays(30);

    /** The script's word for a seat beside which no other is free. */
    private static final long LAST = 2;

    private static final String AWAY = "Redis doesn't answer. Try again shortly.";
    private static final Logger log = LoggerFactory.getLogger(Seats.class);
    private static final String RESERVATIONS = "is:seats:";
    private static final String PROGRESS_SEEN = "is:issuance";

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> TAKE =
            RedisScript.of(new ClassPathResource("take-seat.lua", Seats.class), List.class);

    private static final List<String> NO_PROGRESS = Stream.concat(
                    Stream.of(""), Collections.nCopies(Topics.ISSUANCE_PARTITIONS, "0").stream())
            .toList();
    private static final RedisScript<Long> SETTLE =
            RedisScript.of(new ClassPathResource("settle-seat.lua", Seats.class), Long.class);

    private final StringRedisTemplate redis;

    /** The projection's topic id and offsets, the last ones that were read: Redis may lose the reservations with all the rest. */
    private volatile List<String> progress = NO_PROGRESS;

    Seats(StringRedisTemplate redis) {
        this.redis = redis;
    }

    /**
     * Takes a seat for a new viewer, if one is free, and keeps it if the log gets to know of it.
     *
     * @param limit seats that the link has
     * @param subject of the viewer, seen nowhere before
     * @param issue writes the viewer's first token to the log; what it refuses was not written, unless the problem is {@code log-unavailable}
     * @param full told after that, where no other seat was free when this one was taken
     * @throws ProblemException {@code viewer-limit-reached}, {@code read-model-unavailable}, and what {@code issue} throws
     */
    public <T> T seated(String linkId, int limit, String subject, Supplier<T> issue, Runnable full) {
        boolean last = take(linkId, limit, subject);
        T issued;
        try {
            issued = issue.get();
        } catch (ProblemException e) {
            if (!e.is(ProblemType.LOG_UNAVAILABLE)) {
                settle(linkId, subject, "released");
            }
            throw e;
        }
        settle(linkId, subject, "confirmed");
        if (last) {
            full.run();
        }
        return issued;
    }

    /** Whether there is a reservation, or was one not long ago. */
    public boolean isReserved(String linkId, String subject) {
        return RedisQuestion.ask(AWAY, () -> redis.opsForZSet().score(RESERVATIONS + linkId, subject) != null);
    }

    /** @return whether it was the last one */
    private boolean take(String linkId, int limit, String subject) {
        List<String> words = new ArrayList<>(List.of(
                linkId,
                subject,
                Integer.toString(limit),
                Long.toString(LAPSE.toMillis()),
                Long.toString(KEPT.toSeconds())));
        words.addAll(progress);
        List<?> answer = Objects.requireNonNull(RedisQuestion.ask(
                AWAY,
                () -> redis.execute(
                        TAKE,
                        List.of(
                                RESERVATIONS + linkId,
                                Keys.LIVE.viewers(linkId),
                                Keys.LIVE.removed(),
                                Keys.LIVE.freed(),
                                Keys.LIVE.issuance(),
                                PROGRESS_SEEN),
                        words.toArray())));
        long outcome = (Long) answer.get(0);
        if (outcome < 0) {
            throw ProblemType.READ_MODEL_UNAVAILABLE.because(
                    "The read model is made anew and doesn't show all seats yet. Try again shortly.");
        }
        progress = answer.subList(1, answer.size()).stream()
                .map(String.class::cast)
                .toList();
        if (outcome == 0) {
            throw ProblemType.VIEWER_LIMIT_REACHED.because(
                    "All " + limit + " of its seats are taken. Ask the sender of the link to free one, or for more.");
        }
        return outcome == LAST;
    }

    /** Without it the reservation lapses, and by then the projection normally has the seat: no reason to keep a token from its viewer. */
    private void settle(String linkId, String subject, String outcome) {
        try {
            redis.execute(
                    SETTLE,
                    List.of(RESERVATIONS + linkId, Keys.LIVE.viewers(linkId), Keys.LIVE.removed()),
                    subject,
                    outcome,
                    Long.toString(KEPT.toSeconds()));
        } catch (DataAccessException e) {
            log.warn("A seat of link {} couldn't be {}: {}", linkId, outcome, e.getMessage());
        }
    }
}
