package dev.edgepass.feed;

import dev.edgepass.encoding.JsonObject;
import dev.edgepass.encoding.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Records of the control log that a head doesn't have in force (docs/upgrade.md). Only for publishers, issuers and people: what the edge decides is in the entries
 * and in {@link FeedHead#asOf}.
 *
 * @param heldAt the offset of the record at which the publisher stopped because it doesn't know the record's type; {@link #NOT_HELD} where it didn't
 * @param unreadable offsets of the latest records that were passed over because they are no events at all, oldest first
 * @param passedOver offsets of the latest records that were passed over because a setting named them, oldest first
 */
public record LogGaps(long heldAt, List<Long> unreadable, List<Long> passedOver) {
    public static final long NOT_HELD = -1;
    public static final LogGaps NONE = new LogGaps(NOT_HELD, List.of(), List.of());

    /** Offsets that a list keeps: the latest. */
    public static final int KEPT = 100;

    public LogGaps {
        unreadable = latest(unreadable);
        passedOver = latest(passedOver);
    }

    static LogGaps of(JsonObject head) {
        return new LogGaps(
                head.has("heldAt") ? head.requireInteger("heldAt") : NOT_HELD,
                head.integers("unreadable"),
                head.integers("passedOver"));
    }

    void addTo(JsonWriter head) {
        if (isHeld()) {
            head.integer("heldAt", heldAt);
        }
        if (!unreadable.isEmpty()) {
            head.integers("unreadable", unreadable);
        }
        if (!passedOver.isEmpty()) {
            head.integers("passedOver", passedOver);
        }
    }

    public boolean isHeld() {
        return heldAt != NOT_HELD;
    }

    public LogGaps heldAt(long offset) {
        return new LogGaps(offset, unreadable, passedOver);
    }

    public LogGaps withUnreadable(long offset) {
        return new LogGaps(heldAt, with(unreadable, offset), passedOver);
    }

    public LogGaps withPassedOver(long offset) {
        return new LogGaps(heldAt, unreadable, with(passedOver, offset));
    }

    /** Whether a head with these gaps may have passed over the record at {@code offset}: it says so, or no longer remembers records that old. */
    public boolean mayLack(long offset) {
        return mayHave(unreadable, offset) || mayHave(passedOver, offset);
    }

    private static boolean mayHave(List<Long> offsets, long offset) {
        return offsets.contains(offset) || offsets.size() == KEPT && offset < offsets.get(0);
    }

    private static List<Long> with(List<Long> offsets, long offset) {
        List<Long> more = new ArrayList<>(offsets);
        more.add(offset);
        return more;
    }

    private static List<Long> latest(List<Long> offsets) {
        return List.copyOf(offsets.subList(Math.max(0, offsets.size() - KEPT), offsets.size()));
    }
}
