package dev.edgepass.local.stack;

import dev.edgepass.local.edge.EdgeLocation;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The edge locations of a stack, with the Worker's text bindings. */
final class EdgeVars {
    private EdgeVars() {}

    static List<EdgeLocation> locations(DataFolder data, StackPorts ports) {
        String feedKeys = FeedKeys.publicJwks(data);
        return IntStream.range(0, ports.pops())
                .mapToObj(index -> location(index, ports, feedKeys))
                .toList();
    }

    private static EdgeLocation location(int index, StackPorts ports, String feedKeys) {
        String name = "edge-" + (index + 1);
        return new EdgeLocation(
                name,
                ports.edge(index),
                Map.of(
                        "ISSUER", "edgepass",
                        "AUDIENCE", "edgepass-edge",
                        "FEED_KEYS", feedKeys,
                        "CACHE_NAME", name,
                        "SILENCE_LIMIT_SECONDS", "600",
                        "MAX_LIFETIME_SECONDS", "86400",
                        "CLOCK_SKEW_SECONDS", "60",
                        "MEDIA_MAX_AGE_SECONDS", "60"));
    }
}
