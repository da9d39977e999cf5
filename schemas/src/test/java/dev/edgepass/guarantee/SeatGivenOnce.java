package dev.edgepass.guarantee;

import java.util.HashSet;
import java.util.Set;

/**
 * A link with a limit never has more viewers than seats. Somebody has to have been refused for want of a seat: otherwise the limit was never reached.
 */
public final class SeatGivenOnce implements Guarantee {
    private final int seats;
    private final Set<String> seated = new HashSet<>();
    private int most;
    private int refused;

    public SeatGivenOnce(int seats) {
        this.seats = seats;
    }

    /** The viewer was let in, anew or again. */
    public synchronized void letIn(String viewer) {
        seated.add(viewer);
        most = Math.max(most, seated.size());
    }

    /** A new viewer was refused for want of a seat. */
    public synchronized void refused() {
        refused++;
    }

    /** Tell it before the call that sends the viewer out is made: a seat may be given anew before that call is answered. */
    public synchronized void leaves(String viewer) {
        seated.remove(viewer);
    }

    @Override
    public synchronized void assertHeld() {
        if (most > seats) {
            throw new AssertionError("viewers at once: " + most + " (expected: at most " + seats + ")");
        }
        if (refused == 0) {
            throw new AssertionError("no viewer was refused: the limit of " + seats + " wasn't reached");
        }
    }
}
