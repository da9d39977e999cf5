package dev.edgepass.local.cloud;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rate limiting rule for views: it slows down one scanner, which would else use up the day's 100,000 requests of the Worker in minutes. The free plan has one rule for a zone, which counts over 10 s,
 * blocks for 10 s, and can look at the path only: it counts {@code /view/} on each host name of the zone. A rule is added beside others, never instead.
 */
final class ViewRateLimit extends Part {
    static final String REF = "edgepass-view";

    private static final String PHASE = "http_ratelimit";
    /** A page of thumbnails, and a viewer who scrolls, stay below it. */
    private static final int REQUESTS = 300;

    ViewRateLimit(Cloud cloud) {
        super(cloud, "rule:" + REF);
    }

    @Override
    Finding look() {
        Optional<JsonNode> ruleset = ruleset();
        List<JsonNode> rules = rules(ruleset);
        Optional<JsonNode> ours = rules.stream().filter(ViewRateLimit::isOurs).findFirst();
        String text = "the rate limiting rule for " + scope() + ": " + REQUESTS + " requests in 10 s for each address";
        if (ruleset.isEmpty()) {
            ObjectNode fresh =
                    Json.object().put("name", "default").put("kind", "zone").put("phase", PHASE);
            fresh.putArray("rules").add(rule());
            return Finding.Step.make(text, key, Call.json("POST", cloud.zone("/rulesets"), fresh));
        }
        String path = rulesPath(ruleset.get());
        if (ours.isPresent()) {
            return isRight(ours.get())
                    ? new Finding.There("the rate limiting rule for " + scope())
                    : Finding.Step.change(text, key, Call.json("PATCH", path + "/" + Json.id(ours.get()), rule()));
        }
        if (cloud.isFreePlan() && !rules.isEmpty()) {
            return new Finding.Left("no rate limiting rule for /view/: the free plan's only one is \""
                    + Json.shown(Json.text(rules.get(0), "description"))
                    + "\", and stays. One scanner can use up the day's requests; add /view/ to that rule if you can");
        }
        return Finding.Step.make(text, key, Call.json("POST", path, rule()));
    }

    /** The answer is the whole ruleset. */
    @Override
    void applied(Finding.Step step, JsonNode result) {
        Json.list(result.path("rules")).stream()
                .filter(ViewRateLimit::isOurs)
                .findFirst()
                .ifPresent(rule -> cloud.record().made(key, Json.id(rule)));
    }

    @Override
    Finding removal() {
        Optional<JsonNode> ruleset = ruleset();
        List<Call> calls = rules(ruleset).stream()
                .filter(ViewRateLimit::isOurs)
                .map(rule -> Call.delete(rulesPath(ruleset.orElseThrow()) + "/" + Json.id(rule)))
                .toList();
        return new Finding.Step("delete", "the rate limiting rule for /view/", key, calls);
    }

    private Optional<JsonNode> ruleset() {
        return cloud.api().find(cloud.zone("/rulesets/phases/" + PHASE + "/entrypoint"));
    }

    private String rulesPath(JsonNode ruleset) {
        return cloud.zone("/rulesets/" + Json.id(ruleset) + "/rules");
    }

    private static List<JsonNode> rules(Optional<JsonNode> ruleset) {
        return ruleset.map(found -> Json.list(found.path("rules"))).orElse(List.of());
    }

    private static boolean isOurs(JsonNode rule) {
        return Json.text(rule, "ref").equals(REF);
    }

    /** The numbers are the operator's to change. */
    private boolean isRight(JsonNode rule) {
        return Json.text(rule, "expression").equals(expression())
                && Json.text(rule, "action").equals("block")
                && rule.path("enabled").asBoolean(false);
    }

    private String scope() {
        return cloud.isFreePlan()
                ? "/view/ on every host of the zone"
                : "/view/ on " + cloud.deployment().mediaHost();
    }

    private String expression() {
        String path = "starts_with(http.request.uri.path, \"/view/\")";
        return cloud.isFreePlan()
                ? path
                : "http.host eq \"" + cloud.deployment().mediaHost() + "\" and " + path;
    }

    private ObjectNode rule() {
        ObjectNode rule = Json.object()
                .put("ref", REF)
                .put("description", "Edgepass: views")
                .put("expression", expression())
                .put("action", "block")
                .put("enabled", true);
        rule.putObject("ratelimit")
                .put("period", 10)
                .put("requests_per_period", REQUESTS)
                .put("mitigation_timeout", 10)
                .set("characteristics", Json.texts(List.of("cf.colo.id", "ip.src")));
        return rule;
    }
}
