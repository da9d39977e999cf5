package dev.edgepass.consumer.audit.api;

import dev.edgepass.audit.answer.Moment;
import dev.edgepass.consumer.audit.index.AuditIndex;
import dev.edgepass.consumer.audit.index.IndexReads;
import dev.edgepass.consumer.audit.index.IndexedEvent;
import dev.edgepass.consumer.audit.index.LogNumber;
import dev.edgepass.consumer.audit.question.EventQuestion;
import dev.edgepass.consumer.audit.question.NotAnswered;
import dev.edgepass.consumer.audit.question.NotAnswered.Code;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The moment that a question is about: a time, a position of the control log, or now. Waits for the index at most {@link #PATIENCE}. Thread-safe. */
final class Moments {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Pattern POSITION = Pattern.compile("[0-9]{1,15}");
    private static final List<Integer> CONTROL = List.of(LogNumber.CONTROL);
    private static final long POLL_MILLIS = 20;

    private final AuditIndex index;
    private final InstantSource clock;

    Moments(AuditIndex index, InstantSource clock) {
        this.index = index;
        this.clock = clock;
    }

    /**
     * @param at RFC 3339 or a position; null is now: behind all that the log had when this was asked
     * @throws NotAnswered {@code before-the-log}, {@code not-indexed-yet}, or where it is in the future or neither of both
     */
    Moment of(@Nullable String at) {
        if (at == null) {
            return now();
        }
        return POSITION.matcher(at).matches() ? ofPosition(Long.parseLong(at)) : ofTime(parse("at", at));
    }

    /** RFC 3339. */
    static Instant parse(String field, String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            // Milliseconds have to fit.
            time.toEpochMilli();
            return time;
        } catch (DateTimeException | ArithmeticException e) {
            throw NotAnswered.invalid(field, text + " (expected: a time such as 2026-11-30T10:00:00Z)");
        }
    }

    private Moment now() {
        awaitIndexed(CONTROL, clock.instant());
        // First the time: what is indexed in between is part of the position then.
        Instant asOf = Instant.ofEpochMilli(index.currentAsOf(CONTROL));
        long position = indexed();
        if (position == 0) {
            throw empty();
        }
        Instant last = timeOf(position);
        return new Moment(last.isAfter(asOf) ? last : asOf, position);
    }

    private Moment ofPosition(long position) {
        if (position == 0) {
            throw new NotAnswered(Code.BEFORE_THE_LOG, "Position 0 is before the first record of the log.");
        }
        long asked = clock.millis();
        if (!await(() -> indexed() >= position || index.currentAsOf(CONTROL) >= asked)) {
            throw notIndexed();
        }
        if (indexed() < position) {
            throw NotAnswered.invalid("at", position + " (expected: at most " + indexed() + ", where the log ends)");
        }
        return new Moment(timeOf(position), position);
    }

    private Moment ofTime(Instant time) {
        Instant now = clock.instant();
        if (time.isAfter(now)) {
            throw NotAnswered.invalid("at", time + " (expected: at most the time now, " + now + ")");
        }
        long millis = time.toEpochMilli();
        if (!await(() -> index.currentAsOf(CONTROL) >= millis || isPast(millis))) {
            throw notIndexed();
        }
        long position = index.read(reads -> reads.positionAt(millis));
        if (position == 0) {
            throw index.read(reads -> reads.state(LogNumber.CONTROL)).isEmpty()
                    ? empty()
                    : new NotAnswered(
                            Code.BEFORE_THE_LOG,
                            "The log's first record is of " + timeOfFirst() + ", later than that.");
        }
        return new Moment(time, position);
    }

    /** The control log has a record of a later time. */
    private boolean isPast(long millis) {
        return index.read(reads -> reads.state(LogNumber.CONTROL)
                .filter(state -> state.taken() > millis)
                .isPresent());
    }

    private long indexed() {
        return index.read(reads -> reads.state(LogNumber.CONTROL)
                .map(IndexReads.LogState::position)
                .orElse(0L));
    }

    private Instant timeOf(long position) {
        return index.read(reads -> reads.event(LogNumber.CONTROL, position - 1))
                .map(IndexedEvent::at)
                .orElseThrow(() -> new NotAnswered(
                        Code.BEFORE_THE_LOG,
                        "Position " + position + " is before the first record that there still is."));
    }

    private Instant timeOfFirst() {
        return index.read(reads ->
                        reads.state(LogNumber.CONTROL).flatMap(state -> reads.event(LogNumber.CONTROL, state.first())))
                .map(IndexedEvent::at)
                .orElse(Instant.EPOCH);
    }

    /**
     * Returns once the index is known to have all records of these logs that they had at a time; of a later time than now, as by another clock, those that they have now.
     *
     * @throws NotAnswered {@code not-indexed-yet}
     */
    void awaitIndexed(List<Integer> logs, Instant time) {
        long until = Math.min(time.toEpochMilli(), clock.millis());
        if (!await(() -> index.currentAsOf(logs) >= until)) {
            throw notIndexed();
        }
    }

    /**
     * Asks an index that has all records of these logs that they had at a time.
     *
     * @throws NotAnswered {@code not-indexed-yet}; also where the index was dropped meanwhile
     */
    <T> T whole(List<Integer> logs, Instant time, Function<IndexReads, T> question) {
        long generation = index.generation();
        awaitIndexed(logs, time);
        T answer = index.read(question);
        if (index.generation() != generation) {
            throw notIndexed();
        }
        return answer;
    }

    private boolean await(BooleanSupplier done) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private NotAnswered notIndexed() {
        return new NotAnswered(
                Code.NOT_INDEXED_YET,
                "That isn't indexed yet; indexed are " + EventQuestion.inWords(index.read(IndexReads::indexed))
                        + ". Try again shortly.");
    }

    private static NotAnswered empty() {
        return new NotAnswered(Code.BEFORE_THE_LOG, "The log has no record yet.");
    }
}
