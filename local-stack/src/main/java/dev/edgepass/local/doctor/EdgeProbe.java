package dev.edgepass.local.doctor;

import dev.edgepass.local.client.Http;
import dev.edgepass.local.status.EdgeKnowledge;
import java.net.URI;
import java.util.List;

/** Asks the edge's locations. */
final class EdgeProbe {
    private EdgeProbe() {}

    static List<EdgeFacts.Location> of(Http http, List<URI> edges) {
        return edges.stream()
                .map(edge ->
                        new EdgeFacts.Location(edge, http.isOk(edge.resolve("/healthz")), EdgeKnowledge.of(http, edge)))
                .toList();
    }
}
