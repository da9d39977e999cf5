package dev.edgepass.local.edge;

import dev.edgepass.local.process.Ports;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the edge host.
 *
 * @param s3Port Miniflare's main socket, with R2's S3 API
 * @param kvPort KV REST API
 * @param worker null where {@code locations} is empty
 */
public record EdgeHostSettings(
        Path data, int s3Port, int kvPort, @Nullable WorkerBundle worker, List<EdgeLocation> locations) {
    static final String MEDIA_BUCKET = "edgepass-media";
    static final String FEED_BUCKET = "edgepass-feed";
    static final String ACCOUNT = "local";
    static final String NAMESPACE = "edgepass-segments";

    public EdgeHostSettings {
        locations = List.copyOf(locations);
        if (worker == null && !locations.isEmpty()) {
            throw new IllegalArgumentException("locations: " + locations.size() + " (expected: 0 without a Worker)");
        }
    }

    /** The configuration file of edge-host.mjs. */
    Map<String, Object> json(Secrets secrets) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("host", Ports.HOST);
        json.put("port", s3Port);
        json.put("kvApiPort", kvPort);
        json.put("persist", data.toAbsolutePath().toString());
        json.put(
                "worker",
                worker == null
                        ? null
                        : Map.of(
                                "dir", worker.folder().toAbsolutePath().toString(),
                                "main", worker.main(),
                                "wrangler",
                                        worker.configuration().toAbsolutePath().toString()));
        json.put(
                "edges",
                locations.stream()
                        .map(edge -> Map.of(
                                "name",
                                edge.name(),
                                "port",
                                edge.port(),
                                "vars",
                                edge.vars(),
                                "replica",
                                edge.replica(),
                                "cf",
                                edge.cf()))
                        .toList());
        json.put("buckets", Map.of("MEDIA", MEDIA_BUCKET, "FEED", FEED_BUCKET));
        json.put("hiddenBuckets", Map.of("AUDIT", S3Access.AUDIT_BUCKET, "QUARANTINE", S3Access.QUARANTINE_BUCKET));
        json.put("s3", Map.of("accessKeyId", secrets.accessKeyId(), "secretAccessKey", secrets.secretAccessKey()));
        json.put(
                "kv",
                Map.of(
                        "binding",
                        "SEGMENTS",
                        "accountId",
                        ACCOUNT,
                        "namespaceId",
                        NAMESPACE,
                        "apiToken",
                        secrets.apiToken()));
        return json;
    }
}
