package dev.edgepass.local.cloud;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ends uploads of the quarantine that are unfinished after a day, also those that the issuer has forgotten (docs/upload-links.md). Setting replaces all rules of a bucket, so the
 * others are read, and sent back as they were.
 */
final class QuarantineLifecycle extends Part {
    private static final String BUCKET = Deployment.QUARANTINE_BUCKET;
    private static final String RULE = "edgepass-unfinished";
    private static final String ABORT = "abortMultipartUploadsTransition";
    private static final long SECONDS = Duration.ofDays(1).toSeconds();

    QuarantineLifecycle(Cloud cloud) {
        super(cloud, "lifecycle:" + BUCKET);
    }

    @Override
    Finding look() {
        List<JsonNode> rules = rules();
        if (rules.stream().anyMatch(QuarantineLifecycle::isRight)) {
            return new Finding.There("the rule of " + BUCKET + " for unfinished uploads");
        }
        List<JsonNode> merged = others(rules);
        String text = "the rule of " + BUCKET + " that unfinished uploads end after a day" + stay(merged.size());
        merged.add(rule());
        return Finding.Step.make(text, key, put(merged));
    }

    @Override
    Finding removal() {
        if (cloud.api().find(cloud.bucket(BUCKET)).isEmpty()) {
            return Finding.Step.delete("the rule " + RULE + " of " + BUCKET, key);
        }
        return Finding.Step.delete("the rule " + RULE + " of " + BUCKET, key, put(others(rules())));
    }

    private Call put(List<JsonNode> rules) {
        return Call.json("PUT", path(), Json.object().set("rules", Json.array(rules)));
    }

    private List<JsonNode> rules() {
        return cloud.api()
                .find(path())
                .map(lifecycle -> Json.list(lifecycle.path("rules")))
                .orElse(List.of());
    }

    private String path() {
        return cloud.bucket(BUCKET) + "/lifecycle";
    }

    private static List<JsonNode> others(List<JsonNode> rules) {
        return new ArrayList<>(rules.stream()
                .filter(rule -> !Json.text(rule, "id").equals(RULE))
                .toList());
    }

    private static boolean isRight(JsonNode rule) {
        JsonNode condition = rule.path(ABORT).path("condition");
        return Json.text(rule, "id").equals(RULE)
                && rule.path("enabled").asBoolean(false)
                && Json.text(rule.path("conditions"), "prefix").isEmpty()
                && Json.text(condition, "type").equals("Age")
                && condition.path("maxAge").asLong(0) == SECONDS;
    }

    private static ObjectNode rule() {
        ObjectNode rule = Json.object().put("id", RULE).put("enabled", true);
        rule.putObject("conditions").put("prefix", "");
        rule.putObject(ABORT).putObject("condition").put("type", "Age").put("maxAge", SECONDS);
        return rule;
    }
}
