package dev.edgepass.tlog;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a log: all of it is counted, and the first ones are kept. Not thread-safe. */
public final class Findings {
    private static final int MOST_KEPT = 1_000;

    private final List<Finding> kept = new ArrayList<>();
    private long count;

    public void add(Finding finding) {
        count++;
        if (kept.size() < MOST_KEPT) {
            kept.add(finding);
        }
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** Whether one that was kept is about that file. */
    boolean isAbout(String file) {
        return kept.stream().anyMatch(finding -> finding.file().equals(file));
    }

    /** Of all, also of those that weren't kept. */
    public long count() {
        return count;
    }

    public List<Finding> kept() {
        return List.copyOf(kept);
    }
}
