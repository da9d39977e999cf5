package dev.edgepass.consumer.simulation;

import dev.edgepass.consumer.feed.LogEntry;
import dev.edgepass.consumer.feed.core.Entry;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogTruncated;
import dev.edgepass.consumer.log.LogUnavailable;
import dev.edgepass.consumer.log.SeekableLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The control topic as a publisher reads it, and what must hold of what its core is given. */
final class PublisherLog implements SeekableLog {
    private static final EventReader READER = new EventReader();
    private static final int FETCH = 500;
    private static final long BROKER_TIMEOUT = 5_000;
    private static final int MOST_AT_ONCE = 1 << 18;
    private static final int FOLDED_IN_A_MILLI = 1 << 14;

    private final Model model;
    private final PublisherProcess process;
    private final PublisherFaults faults;
    private final Runnable asked;
    private long readTo;
    private long nextGiven;
    private int givenAtOnce;
    private long failedUntil;
    private boolean truncated;
    /** By a consumer that has a planted fault. */
    private List<ConsumerRecord<byte[], byte[]>> fetchedAhead = List.of();

    /**
     * @param asked is run in the moment in which the log's end is asked for
     */
    PublisherLog(Model model, PublisherProcess process, PublisherFaults faults, Runnable asked) {
        this.model = model;
        this.process = process;
        this.faults = faults;
        this.asked = asked;
    }

    @Override
    public LogEnd end() {
        asked.run();
        if (model.has(Planted.AS_OF_WITHOUT_LOG_END)) {
            return new LogEnd(model.log.topicId(), Map.of(0, readTo));
        }
        return process.await(answer -> ask(answer, () -> new LogEnd(faults.topicId(), Map.of(0, faults.logEnd()))));
    }

    @Override
    public long offsetAt(int partition, long wallMillis) {
        try {
            return process.<Long>await(answer -> askOffset(wallMillis, answer));
        } catch (LogUnavailable e) {
            if (model.has(Planted.UNANSWERED_OFFSET_TAKEN_FOR_NONE)) {
                return -1;
            }
            throw e;
        }
    }

    private void askOffset(long wallMillis, PublisherProcess.Answer<Long> answer) {
        if (model.weather.has(Fault.OFFSETS_UNANSWERED)) {
            model.scheduler.in(BROKER_TIMEOUT, () -> answer.fail(unavailable()));
        } else {
            ask(answer, () -> model.log.offsetAt(wallMillis));
        }
    }

    /** A round trip: the answer is that of a moment between question and answer. */
    private <T> void ask(PublisherProcess.Answer<T> answer, Supplier<T> broker) {
        if (!model.log.answersPublishers()) {
            model.scheduler.in(BROKER_TIMEOUT, () -> answer.fail(unavailable()));
            return;
        }
        model.scheduler.in(model.scheduler.between(1, 15), () -> {
            T found = broker.get();
            model.scheduler.in(model.scheduler.between(1, 15), () -> answer.give(found));
        });
    }

    private static LogUnavailable unavailable() {
        return new LogUnavailable("the broker is away", null);
    }

    @Override
    public void seek(int partition, long offset) {
        if (model.has(Planted.REST_OF_A_POLL_KEPT_ACROSS_A_SEEK) && nextGiven > 0 && readTo < model.log.end()) {
            fetchedAhead = records();
        }
        readTo = offset;
        nextGiven = offset;
    }

    @Override
    public List<ConsumerRecord<byte[], byte[]>> poll(Duration timeout) {
        if (model.now() < failedUntil) {
            throw new Violation(
                    Invariant.FAILED_READS_ARE_PACED,
                    process.name(),
                    "reads the log at " + model.now() + " ms (expected: not before " + failedUntil + ")");
        }
        List<ConsumerRecord<byte[], byte[]>> kept = fetchedAhead;
        fetchedAhead = List.of();
        return kept.isEmpty() ? process.await(answer -> poll(timeout.toMillis(), answer)) : kept;
    }

    private void poll(long most, PublisherProcess.Answer<List<ConsumerRecord<byte[], byte[]>>> answer) {
        if (!model.log.answersPublishers()) {
            awaitBroker(most, answer);
        } else if (readTo < model.log.start() && model.has(Planted.MISSING_RECORDS_SKIPPED)) {
            readTo = model.log.start();
            fetch(answer);
        } else if (readTo < model.log.start() || readTo > model.log.end() && !model.has(Planted.TRUNCATION_HIDDEN)) {
            truncated = true;
            answer.fail(new LogTruncated("nothing at offset " + readTo));
        } else if (readTo < model.log.end()) {
            fetch(answer);
        } else {
            model.log.awaitAppend(() -> {
                if (!answer.isGiven()) {
                    fetch(answer);
                }
            });
            model.scheduler.in(most, () -> answer.give(List.of()));
        }
    }

    /** The real consumer finds nothing, or fails at once. */
    private void awaitBroker(long most, PublisherProcess.Answer<List<ConsumerRecord<byte[], byte[]>>> answer) {
        if (model.scheduler.chance(0.3)) {
            failedUntil = model.now() + most;
            answer.fail(unavailable());
        } else {
            model.scheduler.in(most, () -> answer.give(List.of()));
        }
    }

    private void fetch(PublisherProcess.Answer<List<ConsumerRecord<byte[], byte[]>>> answer) {
        model.scheduler.in(model.scheduler.between(1, 15), () -> {
            if (answer.isGiven()) {
                return;
            }
            boolean found = model.log.answersPublishers() && readTo < model.log.end();
            List<ConsumerRecord<byte[], byte[]>> records = found ? records() : List.of();
            readTo += records.size();
            truncated &= !found;
            answer.give(records);
        });
    }

    private List<ConsumerRecord<byte[], byte[]>> records() {
        return model.log.from(readTo, FETCH).stream().map(this::record).toList();
    }

    private ConsumerRecord<byte[], byte[]> record(Entry entry) {
        if (entry.position() == model.log.unknown() && !model.has(Planted.UNKNOWN_RECORD_TAKEN_FOR_GARBAGE)) {
            return model.records.unknown(entry);
        }
        return model.has(Planted.RECORDS_WITHOUT_A_SIZE)
                ? model.records.withoutSize(entry)
                : model.records.of(faults.translated(entry));
    }

    /** Whether the log's last answer was that it lacks records. */
    boolean isTruncated() {
        return truncated;
    }

    /** Sleeps as the loop asks it to. */
    void sleep(long millis) {
        if (model.now() >= failedUntil || !model.has(Planted.FAILED_READS_REPEATED_AT_ONCE)) {
            process.sleep(millis);
        }
    }

    /** The core has folded in what it was given at once, which takes its time. */
    void pieceEnds() {
        int folded = givenAtOnce;
        givenAtOnce = 0;
        if (folded > 0) {
            process.sleep(folded / FOLDED_IN_A_MILLI);
        }
    }

    /** What the core is given of a record. */
    Entry entry(ConsumerRecord<byte[], byte[]> record) {
        if (record.offset() != nextGiven) {
            throw new Violation(
                    Invariant.RECORDS_COME_IN_ORDER,
                    process.name(),
                    "the core is given offset " + record.offset() + " (expected: " + nextGiven + ")");
        }
        if (givenAtOnce >= MOST_AT_ONCE) {
            throw new Violation(
                    Invariant.PIECES_ARE_BOUNDED,
                    process.name(),
                    "the core is given more than " + givenAtOnce + " bytes at once (expected: less than " + MOST_AT_ONCE
                            + ", and one record)");
        }
        nextGiven++;
        givenAtOnce += record.value().length;
        return LogEntry.of(record, READER, (position, cause) -> {});
    }
}
