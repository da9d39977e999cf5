package dev.edgepass.local.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The CORS rule for browsers that upload (docs/api.md, docs/upload-links.md). Setting replaces all rules of a bucket, so the others are read, and sent back as they were. */
final class UploadCors extends Part {
    static final String RULE = "edgepass-uploads";
    private static final String ETAG = "ETag";

    private final String bucket;
    private final List<String> origins;
    private final List<String> headers;

    private UploadCors(Cloud cloud, String bucket, List<String> origins, List<String> headers) {
        super(cloud, "cors:" + bucket);
        this.bucket = bucket;
        this.origins = origins;
        this.headers = headers;
    }

    /** For the app's pages. */
    static UploadCors ofMedia(Cloud cloud) {
        return new UploadCors(
                cloud,
                cloud.deployment().mediaBucket(),
                cloud.deployment().appOrigins(),
                List.of("content-type", "if-none-match", "x-amz-checksum-sha256"));
    }

    /** For the issuer's page of upload links. */
    static UploadCors ofQuarantine(Cloud cloud) {
        return new UploadCors(
                cloud,
                Deployment.QUARANTINE_BUCKET,
                List.of("https://" + cloud.deployment().issuerHost()),
                List.of("content-type"));
    }

    @Override
    Finding look() {
        if (origins.isEmpty()) {
            return new Finding.There("CORS of " + bucket + ", as it is: no --app-origin was given");
        }
        List<JsonNode> rules = rules();
        Optional<JsonNode> ours = rules.stream().filter(UploadCors::isOurs).findFirst();
        String from = String.join(" ", origins);
        if (ours.filter(this::isRight).isPresent()) {
            return new Finding.There("CORS of " + bucket + ": uploads from " + from);
        }
        List<JsonNode> merged = others(rules);
        String text = "CORS of " + bucket + ": uploads from " + from
                + ours.map(rule -> " instead of "
                                + Json.shown(String.join(
                                        " ", Json.set(rule.path("allowed").path("origins")))))
                        .orElse("")
                + stay(merged.size());
        merged.add(rule());
        Call call = Call.json("PUT", path(), Json.object().set("rules", Json.array(merged)));
        return ours.isPresent() ? Finding.Step.change(text, key, call) : Finding.Step.make(text, key, call);
    }

    @Override
    Finding removal() {
        List<JsonNode> rules = rules();
        List<JsonNode> others = others(rules);
        String text = "the CORS rule " + RULE + " of " + bucket + stay(others.size());
        if (others.size() == rules.size()) {
            return Finding.Step.delete(text, key);
        }
        Call call = others.isEmpty()
                ? Call.delete(path())
                : Call.json("PUT", path(), Json.object().set("rules", Json.array(others)));
        return Finding.Step.delete(text, key, call);
    }

    private List<JsonNode> rules() {
        return cloud.api()
                .find(path())
                .map(cors -> Json.list(cors.path("rules")))
                .orElse(List.of());
    }

    private String path() {
        return cloud.bucket(bucket) + "/cors";
    }

    private static boolean isOurs(JsonNode rule) {
        return Json.text(rule, "id").equals(RULE);
    }

    private static List<JsonNode> others(List<JsonNode> rules) {
        return new ArrayList<>(rules.stream().filter(rule -> !isOurs(rule)).toList());
    }

    private boolean isRight(JsonNode rule) {
        JsonNode allowed = rule.path("allowed");
        return Json.set(allowed.path("origins")).equals(Set.copyOf(origins))
                && Json.set(allowed.path("methods")).equals(Set.of("PUT"))
                && Json.set(allowed.path("headers")).containsAll(headers)
                && Json.set(rule.path("exposeHeaders")).contains(ETAG);
    }

    private ObjectNode rule() {
        ObjectNode rule = Json.object().put("id", RULE);
        rule.putObject("allowed")
                .<ObjectNode>set("origins", Json.texts(origins))
                .<ObjectNode>set("methods", Json.texts(List.of("PUT")))
                .set("headers", Json.texts(headers));
        rule.set("exposeHeaders", Json.texts(List.of(ETAG)));
        return rule.put("maxAgeSeconds", 3600);
    }
}
