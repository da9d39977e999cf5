package dev.edgepass.issuer.readmodel;

import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.log.LastWritten;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Lets a caller see what was just written, by whichever instance, such as the share link that it got a moment ago: waits for the projection, at most
 * {@link #PATIENCE}, and only while an own write is younger than {@link #RECENT} or another instance told of one ({@link LastWritten}). So a dead consumer slows
 * nobody for longer than that. The last write is known for a day, also to an instance that was started since.
 */
@Component
public class ReadYourWrites {
    static final Duration PATIENCE = Duration.ofSeconds(2);
    static final Duration RECENT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(10);

    private final EventLog log;
    private final LastWritten others;
    private final ReadModel readModel;
    private final Clock clock;

    ReadYourWrites(EventLog log, LastWritten others, ReadModel readModel, Clock clock) {
        this.log = log;
        this.others = others;
        this.readModel = readModel;
        this.clock = clock;
    }

    /**
     * Returns once the projection has the last write, or the patience is over.
     *
     * @throws ProblemException {@code read-model-unavailable}
     */
    public void await() {
        await(others.known());
    }

    private void await(LastWritten.Known told) {
        EventLog.Written own = log.lastControl();
        Instant start = clock.instant();
        long ownWrite = start.isAfter(own.at().plus(RECENT)) ? 0 : own.position();
        long wanted = Math.max(ownWrite, told.recent());
        if (wanted > 0) {
            await(wanted, PATIENCE);
        }
    }

    /**
     * What {@code lookUp} finds in the read model, {@link #await waited} for. Every answer that something isn't there is made here: what isn't folded yet isn't missing.
     *
     * @param missing the problem of a thing that isn't there
     * @throws ProblemException {@code missing}; {@code read-model-unavailable} where the projection is known to be behind, so that the thing may be there all the same
     */
    public <T> T find(Supplier<Optional<T>> lookUp, Supplier<ProblemException> missing) {
        LastWritten.Known told = others.known();
        long written = written(told);
        await(told);
        Optional<T> found = lookUp.get();
        if (found.isPresent()) {
            return found.get();
        }
        long known = readModel.position().orElse(0);
        if (known < written) {
            throw behind(known, written, "it isn't known yet whether this is there");
        }
        // Once more: it may have come between the two questions.
        return lookUp.get().orElseThrow(missing);
    }

    /**
     * A snapshot for a decision that no later write may be missing from, such as whether a link still takes files: {@link #await waited} for, and never one that is known to lack a write.
     *
     * @throws ProblemException {@code read-model-unavailable}, also where the projection is known to be behind
     */
    public Snapshot current(Supplier<Snapshot> read) {
        LastWritten.Known told = others.known();
        long written = written(told);
        await(told);
        Snapshot snapshot = read.get();
        if (snapshot.position() < written) {
            throw behind(snapshot.position(), written, "it isn't known yet whether this is still allowed");
        }
        return snapshot;
    }

    /** Whether the projection is known to lack something that was written: what it shows isn't all. */
    public boolean isBehind() {
        return readModel.position().orElse(0) < written(others.known());
    }

    private long written(LastWritten.Known told) {
        return Math.max(log.lastControl().position(), told.highest());
    }

    private static ProblemException behind(long known, long written, String consequence) {
        return ProblemType.READ_MODEL_UNAVAILABLE.because("The read model is behind, at position " + known
                + " of a log that has " + written + ": " + consequence + ". Try again shortly.");
    }

    /**
     * Returns once the projection has {@code position}, or {@code patience} is over.
     *
     * @return whether the projection has it
     * @throws ProblemException {@code read-model-unavailable}
     */
    public boolean await(long position, Duration patience) {
        return await(() -> readModel.position().orElse(0), position, patience);
    }

    /**
     * As {@link #await(long, Duration)}, for a position of the words topic and with the usual patience.
     *
     * @throws ProblemException {@code read-model-unavailable}
     */
    public boolean awaitWords(long position) {
        return await(readModel::wordsPosition, position, PATIENCE);
    }

    private boolean await(LongSupplier known, long position, Duration patience) {
        Instant end = clock.instant().plus(patience);
        while (known.getAsLong() < position) {
            if (!clock.instant().isBefore(end)) {
                return false;
            }
            try {
                Thread.sleep(POLL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
