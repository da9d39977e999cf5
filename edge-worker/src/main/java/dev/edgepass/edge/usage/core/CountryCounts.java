package dev.edgepass.edge.usage.core;

import java.util.HashMap;
import java.util.Map;

/** Requests by country: those of the first {@link #MOST} ones. */
final class CountryCounts {
    static final int MOST = 16;

    private static final class Count {
        private int requests;
    }

    private final Map<String, Count> counts = new HashMap<>();
    private String last = "";
    private Count lastCount = new Count();

    void add(String country) {
        if (!country.equals(last)) {
            Count found = counts.get(country);
            if (found == null) {
                if (counts.size() == MOST) {
                    return;
                }
                found = new Count();
                counts.put(country, found);
            }
            last = country;
            lastCount = found;
        }
        lastCount.requests++;
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    Map<String, Long> toMap() {
        Map<String, Long> map = new HashMap<>();
        counts.forEach((country, count) -> map.put(country, (long) count.requests));
        return map;
    }
}
