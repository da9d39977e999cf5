package dev.edgepass.consumer.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The last events of a run, in words. Kept only when a seed is run again to explain a violation: making the words takes longer than the events.
 */
final class Trace {
    /** Who speaks where a token is minted. */
    static final String TOKEN = "minted";

    private static final int KEPT = 20_000;

    private final Deque<Line> lines = new ArrayDeque<>();
    private final boolean kept;

    private record Line(long at, String who, String what) {}

    Trace(boolean kept) {
        this.kept = kept;
    }

    void say(long at, String who, Supplier<String> what) {
        if (!kept) {
            return;
        }
        if (lines.size() == KEPT) {
            lines.removeFirst();
        }
        lines.add(new Line(at, who, what.get()));
    }

    @Override
    public String toString() {
        return lines.stream().map(Line::toString).collect(Collectors.joining("\n"));
    }

    /** The last {@code most} lines that concern {@code violation}: not those of other isolates, nor of tokens that it doesn't name. */
    String about(Violation violation, int most) {
        Deque<String> chosen = new ArrayDeque<>();
        for (var at = lines.descendingIterator(); at.hasNext() && chosen.size() < most; ) {
            Line line = at.next();
            boolean edge = line.who().startsWith("edge-");
            boolean token = line.who().equals(TOKEN);
            if (token
                    ? violation.getMessage().contains(line.what())
                    : !edge || line.who().equals(violation.where())) {
                chosen.addFirst(String.format("%,9d ms  %-12s %s", line.at(), line.who(), line.what()));
            }
        }
        return String.join("\n", chosen);
    }
}
