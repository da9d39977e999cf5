package dev.edgepass.guarantee;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A revocation that was called published is in force at every location from its {@code enforcedBy} on (docs/revocation.md): every view that was asked for
 * later is refused. Each location has to have been asked later, for each revocation.
 */
public final class PublishedIsEnforced implements Guarantee {
    private record View(String revoked, String location, Instant asked, boolean granted) {}

    private final List<String> locations;
    private final Map<String, Instant> enforcedBy = new TreeMap<>();
    private final List<View> views = new ArrayList<>();

    public PublishedIsEnforced(List<String> locations) {
        this.locations = List.copyOf(locations);
    }

    /**
     * @param revoked the test's name for what was revoked
     */
    public synchronized void published(String revoked, Instant enforcedBy) {
        this.enforcedBy.put(revoked, enforcedBy);
    }

    /**
     * @param revoked the test's name for the revocation that the view's token falls under
     * @param asked before the view was sent
     * @param granted whether media were served
     */
    public synchronized void viewed(String revoked, String location, Instant asked, boolean granted) {
        views.add(new View(revoked, location, asked, granted));
    }

    /** Whether every location was asked for a view under {@code revoked} after {@code time}. */
    public synchronized boolean sawAllAfter(String revoked, Instant time) {
        return locations.stream()
                .allMatch(location -> views.stream()
                        .anyMatch(view -> view.revoked.equals(revoked)
                                && view.location.equals(location)
                                && view.asked.isAfter(time)));
    }

    @Override
    public synchronized void assertHeld() {
        if (enforcedBy.isEmpty()) {
            throw new AssertionError("no revocation was published");
        }
        enforcedBy.forEach((revoked, time) -> {
            List<View> late = views.stream()
                    .filter(view -> view.revoked.equals(revoked) && view.granted && view.asked.isAfter(time))
                    .toList();
            if (!late.isEmpty()) {
                throw new AssertionError("granted after " + revoked + " was in force (" + time + "): " + late);
            }
            if (!sawAllAfter(revoked, time)) {
                throw new AssertionError("not every location was asked after " + revoked + " was in force (" + time
                        + "; expected: " + locations + ")");
            }
        });
    }
}
