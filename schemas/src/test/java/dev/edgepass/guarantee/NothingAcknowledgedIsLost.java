package dev.edgepass.guarantee;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was acknowledged is on the log, at the position that was told where one was: whichever broker was killed in between. A position is told for one command only.
 */
public final class NothingAcknowledgedIsLost implements Guarantee {
    private final Set<String> acknowledged = new HashSet<>();
    private final Map<Long, String> positions = new HashMap<>();
    private final Map<Long, String> usedTwice = new HashMap<>();
    private final Map<String, Long> found = new HashMap<>();

    /** A caller was told that {@code id} is done. */
    public synchronized void acknowledged(String id) {
        acknowledged.add(id);
    }

    /** A caller was told that {@code id} is done, by the record that brought the log to {@code position}. */
    public synchronized void acknowledged(String id, long position) {
        acknowledged.add(id);
        String before = positions.put(position, id);
        if (before != null && !before.equals(id)) {
            usedTwice.put(position, before + " and " + id);
        }
    }

    /** The log has {@code id}; {@code position} is what it reaches with that record. */
    public synchronized void onTheLog(String id, long position) {
        found.put(id, position);
    }

    public synchronized int count() {
        return acknowledged.size();
    }

    @Override
    public synchronized void assertHeld() {
        if (acknowledged.isEmpty()) {
            throw new AssertionError("nothing was acknowledged");
        }
        if (!usedTwice.isEmpty()) {
            throw new AssertionError("positions that were told for two commands: " + usedTwice);
        }
        List<String> lost =
                acknowledged.stream().filter(id -> !found.containsKey(id)).toList();
        if (!lost.isEmpty()) {
            throw new AssertionError(lost.size() + " of " + acknowledged.size()
                    + " that were acknowledged aren't on the log: " + lost.subList(0, Math.min(10, lost.size())));
        }
        positions.forEach((position, id) -> {
            if (!position.equals(found.get(id))) {
                throw new AssertionError(id + " is at position " + found.get(id) + " (expected: " + position
                        + ", as its caller was told)");
            }
        });
    }
}
