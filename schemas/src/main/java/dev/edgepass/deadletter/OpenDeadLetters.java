package dev.edgepass.deadletter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Folds a dead letter topic into what is open: records that were passed over and that nobody has decided about. Repeated pointers count once, and a decision holds
 * for later repeats, too. Bounded: past {@link #MOST_OPEN} open ones the rest is left out, and {@link #isCutShort} says so. For one thread.
 */
public final class OpenDeadLetters {
    public static final int MOST_OPEN = 10_000;

    /** Decisions that are remembered: a repeated pointer to a record that was settled before them is open again. */
    static final int MOST_SETTLED = 100_000;

    private final String topic;
    private final Map<RecordId, Open> open = new LinkedHashMap<>();
    /** To the record's time. */
    private final Map<RecordId, Long> settled;

    private boolean cutShort;
    private long foreign;

    /**
     * A record about which nothing was decided.
     *
     * @param since when it was first set aside, milliseconds since the epoch
     * @param recordTime as {@link DeadLetter#recordTime}
     * @param reason of then, cleaned by nobody
     */
    public record Open(RecordId record, long since, long recordTime, String reason) {}

    /** @param topic whose records are passed over, such as {@code edgepass.control} */
    public OpenDeadLetters(String topic) {
        this(topic, new LinkedHashMap<>());
    }

    private OpenDeadLetters(String topic, Map<RecordId, Long> settled) {
        this.topic = topic;
        this.settled = settled;
    }

    /**
     * Takes the next record of the dead letter topic.
     *
     * @param at its time, milliseconds since the epoch
     */
    public void take(long at, byte @Nullable [] value) {
        DeadLetter letter = DeadLetter.parse(topic, value).orElse(null);
        if (letter == null) {
            foreign++;
        } else if (letter instanceof DeadLetter.PassedOver passedOver) {
            open(passedOver, at);
        } else {
            settle(letter);
        }
    }

    private void open(DeadLetter.PassedOver letter, long at) {
        RecordId record = letter.record();
        Long decided = settled.get(record);
        if (decided != null && isSame(decided, letter.recordTime())) {
            return;
        }
        Open before = open.get(record);
        if (before != null && isSame(before.recordTime(), letter.recordTime())) {
            return;
        }
        if (before == null && open.size() == MOST_OPEN) {
            cutShort = true;
            return;
        }
        open.put(record, new Open(record, at, letter.recordTime(), letter.reason()));
    }

    private void settle(DeadLetter letter) {
        settled.remove(letter.record());
        settled.put(letter.record(), letter.recordTime());
        if (settled.size() > MOST_SETTLED) {
            settled.remove(settled.keySet().iterator().next());
        }
        Open before = open.get(letter.record());
        if (before != null && isSame(before.recordTime(), letter.recordTime())) {
            open.remove(letter.record());
        }
    }

    private static boolean isSame(long time, long other) {
        return time == other || time == DeadLetter.UNKNOWN_TIME || other == DeadLetter.UNKNOWN_TIME;
    }

    /** Those that are open, first set aside first; at most {@link #MOST_OPEN}. */
    public List<Open> open() {
        return List.copyOf(open.values());
    }

    public int size() {
        return open.size();
    }

    /** Whether there may be more open ones than {@link #size} says. */
    public boolean isCutShort() {
        return cutShort;
    }

    /** Whether {@link #again} would show more. */
    public boolean isWorthAgain() {
        return cutShort && open.size() < MOST_OPEN;
    }

    /** To take the topic from its beginning once more, knowing what was decided: there is room for others now. This one isn't used any more. */
    public OpenDeadLetters again() {
        return new OpenDeadLetters(topic, settled);
    }

    /** Records that are no letters about {@code topic}. */
    public long foreign() {
        return foreign;
    }
}
