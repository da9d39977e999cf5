package dev.edgepass.edge.usage.core;

import dev.edgepass.encoding.JsonWriter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests by country: those of the first {@link #MOST} ones. Nearly every token has one country: its count needs no map. */
final class CountryCounts {
    static final int MOST = 16;

    private static final class Count {
        private int requests;
    }

    private final String first;
    private int firstRequests;
    private @Nullable Map<String, Count> others;

    /**
     * @param first the first country, of which nothing is counted yet
     */
    CountryCounts(String first) {
        this.first = first;
    }

    void add(String country) {
        if (country.equals(first)) {
            firstRequests++;
        } else {
            addOther(country);
        }
    }

    private void addOther(String country) {
        Map<String, Count> counts = others;
        if (counts == null) {
            counts = new HashMap<>();
            others = counts;
        }
        Count found = counts.get(country);
        if (found == null) {
            if (counts.size() == MOST - 1) {
                return;
            }
            found = new Count();
            counts.put(country, found);
        }
        found.requests++;
    }

    /** A member for each country. */
    JsonWriter json() {
        JsonWriter json = new JsonWriter().integer(first, firstRequests);
        if (others != null) {
            others.forEach((country, count) -> json.integer(country, count.requests));
        }
        return json;
    }
}
