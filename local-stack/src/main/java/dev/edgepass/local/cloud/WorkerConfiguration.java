package dev.edgepass.local.cloud;

import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code wrangler.jsonc}, and what it says of the Worker in the API's words. Bucket, namespace, feed keys and the reports of views are those of a deployment; all else is as in the file. Pure but
 * for {@link #read}.
 */
record WorkerConfiguration(JsonNode json) {
    /** The type of a binding whose text Cloudflare tells nobody. */
    static final String SECRET = "secret_text";

    private static final JsonMapper JSONC = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    static WorkerConfiguration read(Path file) {
        try {
            return new WorkerConfiguration(JSONC.readTree(Files.readString(file)));
        } catch (IOException | JacksonException e) {
            throw new StartFailure("Can't read " + file + " (" + e.getClass().getSimpleName() + ").", e);
        }
    }

    String name() {
        return Json.text(json, "name");
    }

    /** File name of the entry module. */
    String main() {
        return Path.of(Json.text(json, "main")).getFileName().toString();
    }

    /**
     * The upload's metadata, without annotations.
     *
     * @param namespace id of the KV namespace
     * @param feedKeys the JWKS that the Worker pins
     * @param usageSecret signs reports of views
     */
    ObjectNode metadata(Deployment deployment, String namespace, String feedKeys, String usageSecret) {
        ObjectNode metadata = Json.object()
                .put("main_module", main())
                .put("compatibility_date", Json.text(json, "compatibility_date"));
        ArrayNode bindings = metadata.putArray("bindings");
        for (JsonNode bucket : json.path("r2_buckets")) {
            boolean isMedia = Json.text(bucket, "binding").equals("MEDIA");
            ObjectNode binding = binding(bindings, "r2_bucket", Json.text(bucket, "binding"))
                    .put("bucket_name", isMedia ? deployment.mediaBucket() : Deployment.FEED_BUCKET);
            deployment.jurisdiction().ifPresent(name -> binding.put("jurisdiction", name));
        }
        for (JsonNode kv : json.path("kv_namespaces")) {
            binding(bindings, "kv_namespace", Json.text(kv, "binding")).put("namespace_id", namespace);
        }
        json.path("vars").properties().forEach(variable -> {
            String text = switch (variable.getKey()) {
                case "FEED_KEYS" -> feedKeys;
                case "USAGE_URL" -> "https://" + deployment.issuerHost() + "/api/v1/media/usage";
                default -> variable.getValue().asString("");
            };
            binding(bindings, "plain_text", variable.getKey()).put("text", text);
        });
        binding(bindings, SECRET, "USAGE_SECRET").put("text", usageSecret);
        metadata.set("observability", json.path("observability"));
        metadata.set("cache_options", json.path("cache"));
        metadata.set("keep_bindings", Json.texts(List.of(SECRET)));
        return metadata;
    }

    /** Adds a secret binding to the upload's metadata. */
    static void addSecret(ObjectNode metadata, String name, String text) {
        binding(metadata.withArray("bindings"), SECRET, name).put("text", text);
    }

    private static ObjectNode binding(ArrayNode bindings, String type, String name) {
        return bindings.addObject().put("type", type).put("name", name);
    }
}
