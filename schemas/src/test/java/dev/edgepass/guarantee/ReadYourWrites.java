package dev.edgepass.guarantee;

import java.util.ArrayList;
import java.util.List;

/** Whoever was told of a write finds it at every instance, at once. A read that found what was before the write breaks it. */
public final class ReadYourWrites implements Guarantee {
    private final List<String> stale = new ArrayList<>();
    private int reads;

    /**
     * A read that began after the write's answer was there.
     *
     * @param written the test's name for the write
     * @param found whether the read shows it
     * @param answer for the message
     */
    public synchronized void read(String written, boolean found, Object answer) {
        reads++;
        if (!found) {
            stale.add(written + ": " + answer);
        }
    }

    @Override
    public synchronized void assertHeld() {
        if (!stale.isEmpty()) {
            throw new AssertionError("read without what was written before: " + stale);
        }
        if (reads == 0) {
            throw new AssertionError("nothing was read");
        }
    }
}
