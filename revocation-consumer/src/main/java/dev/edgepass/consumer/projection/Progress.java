package dev.edgepass.consumer.projection;

import dev.edgepass.consumer.log.LogCheck;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogMark;
import java.util.Map;
import java.util.Optional;

/**
 * How far a projection is.
 *
 * @param topicId the topic that it was made from; empty where it hasn't begun, {@link #DROPPED} while it is being dropped
 * @param positions next offset by partition; absent is 0
 * @param marks of partitions: text of {@link #mark}, as the last batch wrote it; absent where none did, as before release 1
 */
public record Progress(Optional<String> topicId, Map<Integer, Long> positions, Map<Integer, String> marks) {
    /** The topic id of a read model that is being dropped: no batch fits it, and a reader finds no position. */
    public static final String DROPPED = "";

    private static final String BEFORE_TIME = ":";

    public Progress {
        positions = Map.copyOf(positions);
        marks = Map.copyOf(marks);
    }

    public long position(int partition) {
        return positions.getOrDefault(partition, 0L);
    }

    /** The last record of a partition that is folded in. A mark of another position is an older program's neglect, and says nothing. */
    public LogMark mark(int partition) {
        long position = position(partition);
        String prefix = position + BEFORE_TIME;
        String text = marks.getOrDefault(partition, "");
        return new LogMark(position, text.startsWith(prefix) ? Long.parseLong(text.substring(prefix.length())) : 0);
    }

    /**
     * Returns where the log is the one that the projection was made from, so far as its end tells.
     *
     * @throws WrongLog where it is another one or ends before the position, or the projection is being dropped
     */
    public void requireMadeFrom(LogEnd end, int partition) {
        String known = topicId.orElse(end.topicId());
        if (known.equals(DROPPED)) {
            throw new WrongLog("the read model is being dropped: it is folded anew once that is done");
        }
        String wentBack = LogCheck.wentBack(known, position(partition), end.topicId(), end.offset(partition));
        if (wentBack != null) {
            throw new WrongLog("partition " + partition + ": " + wentBack);
        }
    }

    /** The text of the mark of a batch: the position that it reaches, and when the log took its last record, milliseconds since the epoch. */
    public static String mark(long next, long acceptedAt) {
        return next + BEFORE_TIME + Math.max(0, acceptedAt);
    }
}
