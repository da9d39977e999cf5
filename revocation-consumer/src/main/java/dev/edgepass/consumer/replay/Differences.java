package dev.edgepass.consumer.replay;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What two read models differ in: all of it counted, and the first {@value #MOST_KEPT} kept. Not thread-safe. */
final class Differences {
    /** So many cells fit into one step of Redis of some 10 ms. */
    static final int MOST_KEPT = 2_000;

    private static final int SHOWN = 100;

    private final Map<Cell, Difference> kept = new LinkedHashMap<>();
    private long count;

    /**
     * @param isSecondLook whether the cell was compared before, if both models have it: a cell is counted once
     */
    void add(Cell cell, Difference difference, boolean isSecondLook) {
        boolean isKnown = kept.containsKey(cell) || isSecondLook && difference.live() != null && !hasAll();
        if (!isKnown) {
            count++;
        }
        if (kept.size() < MOST_KEPT) {
            kept.put(cell, difference);
        }
    }

    long count() {
        return count;
    }

    boolean hasAll() {
        return count == kept.size();
    }

    /** Those that are kept. */
    List<Cell> cells() {
        return List.copyOf(kept.keySet());
    }

    /** Prints the first ones, a line each, and how many more there are. */
    void print(List<Difference> others, PrintStream out) {
        List<Difference> all = new ArrayList<>(kept.values());
        all.addAll(others);
        all.stream().limit(SHOWN).forEach(out::println);
        long more = count + others.size() - Math.min(SHOWN, all.size());
        if (more > 0) {
            out.println("... and " + more + " more");
        }
    }
}
