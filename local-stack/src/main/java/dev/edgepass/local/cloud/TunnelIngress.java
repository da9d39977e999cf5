package dev.edgepass.local.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The tunnel's rule for the issuer's host. Setting replaces the tunnel's configuration, so the rest of it is read, and sent back as it was. */
final class TunnelIngress extends Part {
    private static final String SERVICE = "http://issuer:8780";

    private final IssuerTunnel tunnel;
    private final String host;

    TunnelIngress(Cloud cloud, IssuerTunnel tunnel) {
        super(cloud, "ingress:" + cloud.deployment().issuerHost());
        this.tunnel = tunnel;
        this.host = cloud.deployment().issuerHost();
    }

    @Override
    Finding look() {
        List<JsonNode> rules = rules();
        Optional<JsonNode> found = rules.stream().filter(this::isOurs).findFirst();
        if (found.isPresent()) {
            String service = Json.text(found.get(), "service");
            return service.equals(SERVICE)
                    ? new Finding.There("the tunnel leads " + host + " to " + SERVICE)
                    : new Finding.Blocked("The tunnel leads " + host + " to " + Json.shown(service)
                            + ": remove that rule, or choose another --issuer-host.");
        }
        List<JsonNode> merged = new ArrayList<>(rules);
        // The first rule that fits counts.
        int place = 0;
        while (place < merged.size() && !isWide(merged.get(place))) {
            place++;
        }
        merged.add(place, Json.object().put("hostname", host).put("service", SERVICE));
        if (!isCatchAll(merged.get(merged.size() - 1))) {
            merged.add(Json.object().put("service", "http_status:404"));
        }
        int others = (int) rules.stream().filter(rule -> !isCatchAll(rule)).count();
        return Finding.Step.make("the tunnel's rule from " + host + " to " + SERVICE + stay(others), key, put(merged));
    }

    /** The answer's {@code version} and {@code tunnel_id} say nothing of the rule. */
    @Override
    void applied(Finding.Step step, JsonNode result) {
        cloud.record().made(key, "");
    }

    @Override
    Finding removal() {
        String text = "the tunnel's rule from " + host + " to " + SERVICE;
        List<JsonNode> rules = tunnel.find().isPresent() ? rules() : List.of();
        List<JsonNode> others = rules.stream()
                .filter(rule -> !isOurs(rule) || !Json.text(rule, "service").equals(SERVICE))
                .toList();
        return others.size() == rules.size()
                ? Finding.Step.delete(text, key)
                : Finding.Step.delete(text, key, put(others));
    }

    /** Whether the tunnel has rules of other hosts. */
    boolean leadsElsewhere() {
        return rules().stream().anyMatch(rule -> !isCatchAll(rule) && !isOurs(rule));
    }

    private List<JsonNode> rules() {
        return Json.list(configuration().path("ingress"));
    }

    private static boolean isCatchAll(JsonNode rule) {
        return Json.text(rule, "hostname").isEmpty() && Json.text(rule, "path").isEmpty();
    }

    private boolean isOurs(JsonNode rule) {
        return Json.text(rule, "hostname").equals(host)
                && Json.text(rule, "path").isEmpty();
    }

    private static boolean isWide(JsonNode rule) {
        String hostname = Json.text(rule, "hostname");
        return hostname.isEmpty() || hostname.startsWith("*");
    }

    private Call put(List<JsonNode> rules) {
        ObjectNode config =
                configuration().isObject() ? (ObjectNode) configuration().deepCopy() : Json.object();
        config.set("ingress", Json.array(rules));
        return Call.json("PUT", path(), Json.object().set("config", config));
    }

    private JsonNode configuration() {
        return tunnel.id().isEmpty() ? Json.object() : cloud.api().get(path()).path("config");
    }

    private String path() {
        return tunnel.path(tunnel.id().orElse("new")) + "/configurations";
    }
}
