package dev.edgepass.issuer.limit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The permits of one room. Thread-safe. */
final class Permits {
    private final Places places;
    private final Map<List<String>, Integer> held = new HashMap<>();
    private int taken;

    Permits(Places places) {
        this.places = places;
    }

    synchronized boolean tryAcquire(List<String> caller) {
        int own = held.getOrDefault(caller, 0);
        if (taken == places.total() || own == places.share()) {
            return false;
        }
        taken++;
        held.put(caller, own + 1);
        return true;
    }

    synchronized void release(List<String> caller) {
        taken--;
        held.computeIfPresent(caller, (who, own) -> own == 1 ? null : own - 1);
    }
}
