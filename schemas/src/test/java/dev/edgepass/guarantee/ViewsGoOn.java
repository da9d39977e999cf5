package dev.edgepass.guarantee;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A valid token is served at every location, without a gap: whatever is away behind the edge. A view that got no answer at all counts as one that wasn't served.
 * A location that was silent for longer than the allowed gap breaks it too, so a hanging location is found.
 */
public final class ViewsGoOn implements Guarantee {
    private record View(String location, Instant asked, boolean served, String outcome) {}

    private final List<String> locations;
    private final Duration gap;
    private final Instant start;
    private final List<View> views = new ArrayList<>();
    private Instant end = Instant.MIN;

    /**
     * @param gap the longest time from one view to the next one at a location; generous, since it is the machine's more than the product's
     * @param start when the first view was sent
     */
    public ViewsGoOn(List<String> locations, Duration gap, Instant start) {
        this.locations = List.copyOf(locations);
        this.gap = gap;
        this.start = start;
    }

    /**
     * @param asked before it was sent
     * @param outcome the status, or why there was no answer: for the message
     */
    public synchronized void viewed(String location, Instant asked, boolean served, String outcome) {
        views.add(new View(location, asked, served, outcome));
    }

    /** Viewing ends now. */
    public synchronized void ended(Instant end) {
        this.end = end;
    }

    @Override
    public synchronized void assertHeld() {
        if (end.equals(Instant.MIN)) {
            throw new AssertionError("viewing wasn't ended");
        }
        List<View> refused = views.stream().filter(view -> !view.served).toList();
        if (!refused.isEmpty()) {
            throw new AssertionError("not served though valid: " + refused);
        }
        for (String location : locations) {
            Instant last = start;
            for (View view : views) {
                if (view.location.equals(location)) {
                    requireNoGap(location, last, view.asked);
                    last = view.asked;
                }
            }
            requireNoGap(location, last, end);
        }
    }

    private void requireNoGap(String location, Instant from, Instant to) {
        if (Duration.between(from, to).compareTo(gap) > 0) {
            throw new AssertionError(
                    location + ": no view from " + from + " to " + to + " (expected: at most " + gap + " apart)");
        }
    }
}
