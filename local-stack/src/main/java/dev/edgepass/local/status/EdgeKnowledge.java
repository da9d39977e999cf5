package dev.edgepass.local.status;

import dev.edgepass.local.client.Http;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The state of knowledge of an edge location ({@code /.well-known/edgepass}).
 *
 * @param ageMillis since its head's {@code asOf}
 * @param readAgeMillis since it last asked for the head
 * @param keys ids of the media tokens' signing keys that it knows
 */
public record EdgeKnowledge(
        long position, long asOf, long ageMillis, long readAgeMillis, long entries, Set<String> keys) {
    private static final String WELL_KNOWN = "/.well-known/edgepass";

    public EdgeKnowledge {
        keys = Set.copyOf(keys);
    }

    /** Asks the location at {@code edge}; empty where it doesn't answer, or hasn't read a head yet. */
    public static Optional<EdgeKnowledge> of(Http http, URI edge) {
        return http.json(edge.resolve(WELL_KNOWN))
                .filter(json -> json.has("position"))
                .map(EdgeKnowledge::of);
    }

    static EdgeKnowledge of(JsonNode json) {
        Set<String> keys = new HashSet<>();
        json.path("keys").forEach(kid -> keys.add(kid.asString("")));
        return new EdgeKnowledge(
                json.path("position").asLong(0),
                json.path("asOf").asLong(0),
                json.path("ageMs").asLong(0),
                json.path("readAgeMs").asLong(0),
                json.path("entries").asLong(0),
                keys);
    }
}
