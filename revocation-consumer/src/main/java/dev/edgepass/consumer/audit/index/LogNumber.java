package dev.edgepass.consumer.audit.index;

import dev.edgepass.event.Topics;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The logs by number, which cursors have: the numbers stay what they are. */
public final class LogNumber {
    public static final int CONTROL = 0;
    public static final int PUBLICATIONS = 1;

    /** Of the issuance topic's first partition; the others follow. */
    public static final int ISSUANCE = 2;

    private static final int OFFSET_BITS = 47;
    private static final long MAX_OFFSET = (1L << OFFSET_BITS) - 1;

    private LogNumber() {}

    static int of(String topic, int partition) {
        return switch (topic) {
            case Topics.CONTROL -> CONTROL;
            case Topics.PUBLICATIONS -> PUBLICATIONS;
            case Topics.ISSUANCE -> ISSUANCE + partition;
            default -> throw new IllegalArgumentException("topic: " + topic + " (expected: one that is indexed)");
        };
    }

    /** Of all logs. */
    public static List<Integer> all() {
        return IntStream.range(0, ISSUANCE + Topics.ISSUANCE_PARTITIONS).boxed().toList();
    }

    /** The id of the archive's log that goes on, such as {@code edgepass.control-0}. */
    public static String name(int number) {
        return switch (number) {
            case CONTROL -> Topics.CONTROL + "-0";
            case PUBLICATIONS -> Topics.PUBLICATIONS + "-0";
            default -> Topics.ISSUANCE + "-" + (number - ISSUANCE);
        };
    }

    /** The number of a log by {@link #name}. */
    public static Optional<Integer> parse(String name) {
        return all().stream().filter(number -> name(number).equals(name)).findFirst();
    }

    /** The id of a record. */
    public static long id(int number, long offset) {
        if (offset < 0 || offset > MAX_OFFSET) {
            throw new IllegalArgumentException("offset: " + offset + " (expected: 0 to " + MAX_OFFSET + ")");
        }
        return (long) number << OFFSET_BITS | offset;
    }

    static int number(long id) {
        return (int) (id >>> OFFSET_BITS);
    }

    static long offset(long id) {
        return id & MAX_OFFSET;
    }
}
