package dev.edgepass.local.dlt;

import dev.edgepass.deadletter.DeadLetter;
import dev.edgepass.deadletter.DeadLetter.Outcome;
import dev.edgepass.deadletter.RecordId;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.EventType;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.event.Topics;
import dev.edgepass.local.text.PrintableText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Appends records anew that this build's readers can read. A copy counts from its new position, as any event does; what can't be told again without harm is
 * refused: creations of what has gone on since, and the log's own events. First the copy, then the decision: where the second is missing, the next retry finds the
 * copy by its CloudEvents source and id, and appends none. Two retries at once may append two.
 */
public final class Retry {
    private static final int LONGEST_NAME = 200;
    private static final Comparator<Candidate> LOG_ORDER = Comparator.comparing(
                    (Candidate candidate) -> candidate.record().topic())
            .thenComparing(candidate -> candidate.record().partition())
            .thenComparing(candidate -> candidate.record().offset());

    private final LogRecords log;
    private final Optional<LogWriter> writer;
    private final Consumer<String> lines;

    /**
     * @param writer none for a dry run
     * @param lines takes a line about each record
     */
    public Retry(LogRecords log, Optional<LogWriter> writer, Consumer<String> lines) {
        this.log = log;
        this.writer = writer;
        this.lines = lines;
    }

    /** @return whether none was refused */
    public boolean run(List<RecordId> records) {
        List<Candidate> candidates = new ArrayList<>();
        for (RecordId record : records) {
            Optional<FoundRecord> found = log.find(record);
            String refusal = found.map(Retry::refusal).orElse("the log has no record there");
            if (refusal.isEmpty()) {
                candidates.add(Candidate.of(record, event(found.orElseThrow())));
            } else {
                refuse(record, refusal);
            }
        }
        boolean allTaken = candidates.size() == records.size();
        LaterRecords later = LaterRecords.of(log, candidates);
        candidates.sort(LOG_ORDER);
        for (Candidate candidate : candidates) {
            allTaken &= take(candidate.record(), later);
        }
        return allTaken;
    }

    private static String refusal(FoundRecord found) {
        if (found.id().topic().equals(Topics.WORDS)) {
            return "words of a link aren't told again: edit the link";
        }
        if (found.event() == null) {
            return "today's readers can't read it either: " + PrintableText.of(found.refusal(), LONGEST_NAME);
        }
        EdgepassEvent data = found.event().data();
        return data instanceof ControlEvent.EpochBegan || data instanceof ControlEvent.LogPadded
                ? "an event of the log's own, which is no command: " + type(found)
                : "";
    }

    private boolean take(RecordId record, LaterRecords later) {
        Optional<RecordId> related = later.aboutWhatIsMadeBy(record);
        Optional<RecordId> copy = later.copyOf(record);
        FoundRecord found = log.find(record).orElseThrow();
        if (copy.isPresent()) {
            lines.accept(record + "  was appended before, as " + copy.get() + (writer.isPresent() ? ": settled" : ""));
            writer.ifPresent(log -> settle(log, found, copy.get()));
            return true;
        }
        if (related.isPresent()) {
            refuse(
                    record,
                    "the log has a later event about what it makes (" + related.get()
                            + "), which a creation after it would undo: make it anew");
            return false;
        }
        if (writer.isEmpty()) {
            lines.accept(record + "  would be appended: " + said(found));
            return true;
        }
        RecordId appended = writer.get().append(found);
        lines.accept(record + "  appended as " + appended
                + (record.topic().equals(Topics.CONTROL) ? ", position " + (appended.offset() + 1) : "") + ": "
                + said(found));
        settle(writer.get(), found, appended);
        return true;
    }

    private static void settle(LogWriter writer, FoundRecord found, RecordId copy) {
        writer.settle(
                new DeadLetter.Settled(found.id(), found.message().timestamp(), Outcome.RETRIED, "copy: " + copy));
    }

    private void refuse(RecordId record, String why) {
        lines.accept(record + "  refused: " + why);
    }

    private static String said(FoundRecord found) {
        return type(found) + ", id " + PrintableText.of(event(found).id(), LONGEST_NAME) + ", of "
                + event(found).time();
    }

    private static String type(FoundRecord found) {
        return EventType.of(event(found).data()).ceType();
    }

    private static LoggedEvent<? extends EdgepassEvent> event(FoundRecord found) {
        return Objects.requireNonNull(found.event());
    }
}
