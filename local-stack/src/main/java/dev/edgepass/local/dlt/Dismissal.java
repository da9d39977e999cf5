package dev.edgepass.local.dlt;

import dev.edgepass.deadletter.DeadLetter;
import dev.edgepass.deadletter.DeadLetter.Outcome;
import dev.edgepass.deadletter.RecordId;
import java.util.List;
import java.util.function.Consumer;

/** Decides that records stay without effect; the log keeps them. */
public final class Dismissal {
    private final LogRecords log;
    private final LogWriter writer;
    private final Consumer<String> lines;

    /** @param lines takes a line about each record */
    public Dismissal(LogRecords log, LogWriter writer, Consumer<String> lines) {
        this.log = log;
        this.writer = writer;
        this.lines = lines;
    }

    /** @param reason for who asks later, at most {@link DeadLetter#LONGEST_TEXT} characters of it */
    public void run(List<RecordId> records, String reason) {
        for (RecordId record : records) {
            long time =
                    log.find(record).map(found -> found.message().timestamp()).orElse(DeadLetter.UNKNOWN_TIME);
            writer.settle(new DeadLetter.Settled(record, time, Outcome.DISMISSED, reason));
            lines.accept(record + "  dismissed");
        }
    }
}
