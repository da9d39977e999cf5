package dev.edgepass.consumer.projection;

import dev.edgepass.consumer.log.LogEnd;
import java.util.Map;

/**
 * What a projection is doing.
 *
 * @param detail for a person
 * @param positions next offset by partition, as stored
 * @param behind records up to the log's end, as it was when it was last asked for
 */
public record ProjectionStatus(State state, String detail, Map<Integer, Long> positions, long behind) {
    /** The states. */
    public enum State {
        /** Behind the log's end as it was when it started. */
        CATCHING_UP,
        /** Has caught up once, and follows. */
        FOLLOWING,
        /** Redis or Kafka is away: it tries again, and loses nothing. */
        RETRYING,
        /** Stopped with an alarm: the log isn't the one that it was made from, or its next record is of an unknown type. It looks again every few seconds. */
        HALTED
    }

    public ProjectionStatus {
        positions = Map.copyOf(positions);
    }

    public static final ProjectionStatus START = new ProjectionStatus(State.CATCHING_UP, "starting", Map.of(), 0);

    /**
     * Of a projection that goes on.
     *
     * @param caughtUp whether it has come to the log's end once
     * @param end as it was last asked for
     */
    public static ProjectionStatus of(boolean caughtUp, Map<Integer, Long> positions, LogEnd end) {
        long behind = positions.entrySet().stream()
                .mapToLong(at -> Math.max(0, end.offset(at.getKey()) - at.getValue()))
                .sum();
        return new ProjectionStatus(
                caughtUp ? State.FOLLOWING : State.CATCHING_UP,
                behind == 0 ? "at the log's end" : behind + " records behind",
                positions,
                behind);
    }

    /** The same positions in another state. */
    public ProjectionStatus with(State other, String otherDetail) {
        return new ProjectionStatus(other, otherDetail, positions, behind);
    }
}
