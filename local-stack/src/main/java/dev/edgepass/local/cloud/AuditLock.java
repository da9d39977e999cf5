package dev.edgepass.local.cloud;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The bucket lock of the archive (docs/audit.md): what is under these prefixes is kept for ever, by whoever's token. Setting replaces all rules of a bucket, so the others are
 * read, and sent back as they were.
 */
final class AuditLock extends Part {
    /** Of what is never altered. Checkpoints are replaced, and partial tiles deleted. */
    static final List<String> PREFIXES = List.of("tile/", "blob/");

    private static final String BUCKET = Deployment.AUDIT_BUCKET;
    private static final String RULE = "edgepass-";
    private static final String FOR_EVER = "Indefinite";

    AuditLock(Cloud cloud) {
        super(cloud, "lock:" + BUCKET);
    }

    @Override
    Finding look() {
        List<JsonNode> rules = rules();
        if (PREFIXES.stream().allMatch(prefix -> rules.stream().anyMatch(rule -> isRight(rule, prefix)))) {
            return new Finding.There("the lock of " + BUCKET + " on " + String.join(" and ", PREFIXES));
        }
        List<JsonNode> merged = others(rules);
        String text = "the lock of " + BUCKET + " on " + String.join(" and ", PREFIXES) + stay(merged.size());
        PREFIXES.forEach(prefix -> merged.add(rule(prefix)));
        return Finding.Step.make(text, key, put(merged));
    }

    @Override
    Finding removal() {
        if (cloud.api().find(cloud.bucket(BUCKET)).isEmpty()) {
            return Finding.Step.delete("the lock of " + BUCKET, key);
        }
        if (!cloud.api().get(cloud.bucket(BUCKET) + "/objects?per_page=1").isEmpty()) {
            return new Finding.Left("the lock of " + BUCKET + " stays: it holds objects");
        }
        return Finding.Step.delete("the lock of the empty R2 bucket " + BUCKET, key, put(others(rules())));
    }

    private Call put(List<JsonNode> rules) {
        return Call.json("PUT", path(), Json.object().set("rules", Json.array(rules)));
    }

    private List<JsonNode> rules() {
        return cloud.api()
                .find(path())
                .map(lock -> Json.list(lock.path("rules")))
                .orElse(List.of());
    }

    private String path() {
        return cloud.bucket(BUCKET) + "/lock";
    }

    private static List<JsonNode> others(List<JsonNode> rules) {
        return new ArrayList<>(rules.stream()
                .filter(rule -> PREFIXES.stream().noneMatch(prefix -> id(prefix).equals(Json.text(rule, "id"))))
                .toList());
    }

    private static boolean isRight(JsonNode rule, String prefix) {
        return Json.text(rule, "id").equals(id(prefix))
                && Json.text(rule, "prefix").equals(prefix)
                && rule.path("enabled").asBoolean(false)
                && Json.text(rule.path("condition"), "type").equals(FOR_EVER);
    }

    private static ObjectNode rule(String prefix) {
        ObjectNode rule =
                Json.object().put("id", id(prefix)).put("enabled", true).put("prefix", prefix);
        rule.putObject("condition").put("type", FOR_EVER);
        return rule;
    }

    private static String id(String prefix) {
        return RULE + prefix.replace("/", "");
    }
}
