package dev.edgepass.consumer.simulation;

import dev.edgepass.consumer.feed.core.Entry;
import dev.edgepass.event.ControlEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The control topic: one partition, its id, its end, and a broker that may be away, lose records or leave them unanswered. */
final class ControlLog {
    static final String FIRST_TOPIC_ID = "topic-1";

    private static final long PRODUCER_TIMEOUT = 5_000;

    private final Scheduler scheduler;
    private final Weather weather;
    private final BiConsumer<Entry, ControlLog> appended;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Long> appendedAt = new ArrayList<>();
    /** By position, the time of the first record that ever stood there. */
    private final List<Long> firstTimes = new ArrayList<>();

    /** The record that the consumers don't know; 0 where there is none, or they are upgraded. */
    private long unknown;

    /** The first offset that can be read. */
    private long start;

    private List<Runnable> waiting = new ArrayList<>();
    /** Of the broker's clock, which gives records their time. */
    private final long skew;

    private String topicId = FIRST_TOPIC_ID;
    private boolean wentBack;

    /**
     * @param appended hears of every record as soon as it is in the log
     */
    ControlLog(Scheduler scheduler, Weather weather, BiConsumer<Entry, ControlLog> appended) {
        this.scheduler = scheduler;
        this.weather = weather;
        this.appended = appended;
        this.skew = scheduler.between(-1_000, 1_000);
    }

    /**
     * Sends {@code event}, as one attempt.
     *
     * @param acked hears the position
     * @param unanswered nobody knows whether the record is in the log, or will be
     */
    void send(ControlEvent event, LongConsumer acked, Runnable unanswered) {
        boolean doubtful = weather.has(Fault.APPENDS_UNANSWERED) && scheduler.chance(0.5);
        boolean lost = weather.has(Fault.BROKER_DOWN) || doubtful && scheduler.chance(0.5);
        if (lost) {
            scheduler.in(PRODUCER_TIMEOUT, unanswered);
            return;
        }
        scheduler.in(scheduler.between(1, 8), () -> {
            long position = append(event);
            if (doubtful) {
                scheduler.in(PRODUCER_TIMEOUT, unanswered);
            } else {
                scheduler.in(scheduler.between(1, 8), () -> acked.accept(position));
            }
        });
    }

    /** Appends at once; gives the position. */
    long append(@Nullable ControlEvent event) {
        Entry entry = new Entry(entries.size() + 1, Scheduler.EPOCH + scheduler.now() + skew, event);
        entries.add(entry);
        if (firstTimes.size() < entries.size()) {
            firstTimes.add(entry.acceptedAt());
        }
        appendedAt.add(scheduler.now());
        scheduler.note(entry.position());
        appended.accept(entry, this);
        List<Runnable> woken = waiting;
        waiting = new ArrayList<>();
        woken.forEach(Runnable::run);
        return entry.position();
    }

    /** Appends what only a newer consumer knows. */
    void appendUnknown(ControlEvent event) {
        unknown = entries.size() + 1;
        append(event);
    }

    /** The consumers are upgraded. */
    void becomeKnown() {
        unknown = 0;
    }

    /** The position that the consumers hold before; none of them goes further. 0 is none. */
    long unknown() {
        return unknown;
    }

    /** Records before {@code offset} can't be read. */
    void loseBeginning(long offset) {
        start = offset;
    }

    /** All records can be read again. */
    void mend() {
        start = 0;
    }

    long start() {
        return start;
    }

    /** Appends what is no event at all. */
    void appendGarbage() {
        append(null);
    }

    /** Offsets of what is no event, up to {@code position}: the latest that a head remembers. */
    List<Long> garbageBefore(long position) {
        return entries.subList(0, (int) Math.min(position, entries.size())).stream()
                .filter(entry -> entry.event() == null)
                .map(Entry::offset)
                .toList();
    }

    /** Runs {@code reader} once, with the next record. */
    void awaitAppend(Runnable reader) {
        waiting.add(reader);
    }

    /** The topic as an older copy has it: everything past {@code position} is gone, or, as {@code another} topic, made anew. */
    void goBackTo(long position, boolean another) {
        wentBack = true;
        unknown = 0;
        entries.subList((int) position, entries.size()).clear();
        appendedAt.subList((int) position, appendedAt.size()).clear();
        if (another) {
            topicId += "'";
        }
    }

    /** Whether records that were acknowledged are gone: what follows is another log, whatever its id. */
    boolean wentBack() {
        return wentBack;
    }

    /** The highest end that the log ever had. */
    long highestEnd() {
        return firstTimes.size();
    }

    /** The time of the first record that ever made {@code position}. */
    long firstTime(long position) {
        return firstTimes.get((int) position - 1);
    }

    boolean answersPublishers() {
        return !weather.has(Fault.BROKER_DOWN) && !weather.has(Fault.BROKER_OUT_OF_REACH);
    }

    String topicId() {
        return topicId;
    }

    long end() {
        return entries.size();
    }

    /** At most so many records from {@code offset} on. */
    List<Entry> from(long offset, int most) {
        return List.copyOf(entries.subList((int) offset, (int) Math.min(entries.size(), offset + most)));
    }

    /** The record that makes {@code position}. */
    Entry entry(long position) {
        return entries.get((int) position - 1);
    }

    /** When the record that makes {@code position} came into the log: true time. */
    long appendedAt(long position) {
        return appendedAt.get((int) position - 1);
    }

    /** The offset of the first record that bears {@code wallMillis} or a later time, as the broker's index has it; -1 where there is none. */
    long offsetAt(long wallMillis) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).acceptedAt() >= wallMillis) {
                return i;
            }
        }
        return -1;
    }
}
