package dev.edgepass.local.stack;

import dev.edgepass.local.edge.EdgeLocation;
import dev.edgepass.local.process.Ports;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The edge locations of a stack, with the Worker's text bindings. */
final class EdgeVars {
    /** Where the locations are said to be: a data centre of Cloudflare's and its country for each, over and over. */
    private static final List<Map<String, String>> PLACES = List.of(
            Map.of("colo", "FRA", "country", "DE"),
            Map.of("colo", "LHR", "country", "GB"),
            Map.of("colo", "SJC", "country", "US"),
            Map.of("colo", "NRT", "country", "JP"));

    private EdgeVars() {}

    static List<EdgeLocation> locations(DataFolder data, StackPorts ports) {
        String feedKeys = FeedKeys.publicJwks(data);
        Map<String, String> usage =
                UsageKeys.of(data).vars("http://" + Ports.HOST + ":" + ports.issuer() + "/api/v1/media/usage");
        return IntStream.range(0, ports.pops())
                .mapToObj(index -> location(index, ports, feedKeys, usage))
                .toList();
    }

    private static EdgeLocation location(int index, StackPorts ports, String feedKeys, Map<String, String> usage) {
        String name = "edge-" + (index + 1);
        Map<String, String> vars = new HashMap<>(Map.of(
                "ISSUER", "edgepass",
                "AUDIENCE", "edgepass-edge",
                "FEED_KEYS", feedKeys,
                "CACHE_NAME", name,
                "SILENCE_LIMIT_SECONDS", "600",
                "MAX_LIFETIME_SECONDS", "86400",
                "CLOCK_SKEW_SECONDS", "60",
                "MEDIA_MAX_AGE_SECONDS", "60"));
        vars.putAll(usage);
        return new EdgeLocation(name, ports.edge(index), vars, name, PLACES.get(index % PLACES.size()));
    }
}
