package dev.edgepass.local.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The CORS rule for browsers that upload (docs/api.md). Setting replaces all rules of a bucket, so the others are read, and sent back as they were. */
final class UploadCors extends Part {
    static final String RULE = "edgepass-uploads";

    private static final List<String> HEADERS = List.of("content-type", "if-none-match", "x-amz-checksum-sha256");

    private final String bucket;

    UploadCors(Cloud cloud) {
        super(cloud, "cors:" + cloud.deployment().mediaBucket());
        this.bucket = cloud.deployment().mediaBucket();
    }

    @Override
    Finding look() {
        List<String> origins = cloud.deployment().appOrigins();
        if (origins.isEmpty()) {
            return new Finding.There("CORS of " + bucket + ", as it is: no --app-origin was given");
        }
        return compare(rules(), origins);
    }

    private Finding compare(List<JsonNode> rules, List<String> origins) {
        Optional<JsonNode> ours = rules.stream().filter(UploadCors::isOurs).findFirst();
        String from = String.join(" ", origins);
        if (ours.filter(rule -> isRight(rule, origins)).isPresent()) {
            return new Finding.There("CORS of " + bucket + ": uploads from " + from);
        }
        List<JsonNode> merged = others(rules);
        String text = "CORS of " + bucket + ": uploads from " + from
                + ours.map(rule -> " instead of "
                                + Json.shown(String.join(
                                        " ", Json.set(rule.path("allowed").path("origins")))))
                        .orElse("")
                + stay(merged.size());
        merged.add(rule(origins));
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

    private static boolean isRight(JsonNode rule, List<String> origins) {
        JsonNode allowed = rule.path("allowed");
        return Json.set(allowed.path("origins")).equals(Set.copyOf(origins))
                && Json.set(allowed.path("methods")).equals(Set.of("PUT"))
                && Json.set(allowed.path("headers")).containsAll(HEADERS);
    }

    private static ObjectNode rule(List<String> origins) {
        ObjectNode rule = Json.object().put("id", RULE);
        rule.putObject("allowed")
                .<ObjectNode>set("origins", Json.texts(origins))
                .<ObjectNode>set("methods", Json.texts(List.of("PUT")))
                .set("headers", Json.texts(HEADERS));
        rule.set("exposeHeaders", Json.texts(List.of("ETag")));
        return rule.put("maxAgeSeconds", 3600);
    }
}
