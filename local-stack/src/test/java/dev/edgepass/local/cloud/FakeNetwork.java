package dev.edgepass.local.cloud;

import dev.edgepass.local.cloud.FakeCloudflare.Refused;
import dev.edgepass.local.cloud.FakeCloudflare.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tunnels, DNS records and rate limiting rules of {@link FakeCloudflare}. */
final class FakeNetwork {
    private static final String RULESET = "c0000000000000000000000000000001";

    private final FakeCloudflare cloud;
    private final Map<String, ObjectNode> tunnels = new TreeMap<>();
    private final Map<String, ObjectNode> records = new LinkedHashMap<>();
    private ArrayNode rules;
    String plan = "free";
    boolean isTunnelUsed;

    FakeNetwork(FakeCloudflare cloud) {
        this.cloud = cloud;
        String tunnel = "{a}/cfd_tunnel/([0-9a-f-]+)";
        cloud.on("GET", "{a}/cfd_tunnel", request -> FakeCloudflare.array(tunnels.values()));
        cloud.on("POST", "{a}/cfd_tunnel", this::makeTunnel);
        cloud.on("DELETE", tunnel, this::deleteTunnel);
        cloud.on(
                "GET",
                tunnel + "/token",
                request -> JsonMapper.shared()
                        .getNodeFactory()
                        .stringNode(tunnelToken(tunnel(request).path("id").asString())));
        cloud.on(
                "GET",
                tunnel + "/configurations",
                request -> FakeCloudflare.object()
                        .put("tunnel_id", request.group(1))
                        .set("config", tunnel(request).path("config")));
        cloud.on("PUT", tunnel + "/configurations", this::configure);
        cloud.on(
                "GET",
                "{z}/dns_records",
                request -> FakeCloudflare.array(records.values().stream()
                        .filter(record -> record.path("name")
                                .asString()
                                .equals(request.query().get("name")))
                        .toList()));
        cloud.on("POST", "{z}/dns_records", this::makeRecord);
        cloud.on("PATCH", "{z}/dns_records/([0-9a-f]+)", this::changeRecord);
        cloud.on("DELETE", "{z}/dns_records/([0-9a-f]+)", this::deleteRecord);
        cloud.on("GET", "{z}/rulesets/phases/http_ratelimit/entrypoint", request -> ruleset());
        cloud.on("POST", "{z}/rulesets", this::makeRuleset);
        cloud.on("POST", "{z}/rulesets/" + RULESET + "/rules", request -> addRule(request.json()));
        cloud.on("PATCH", "{z}/rulesets/" + RULESET + "/rules/([0-9a-f]+)", this::changeRule);
        cloud.on("DELETE", "{z}/rulesets/" + RULESET + "/rules/([0-9a-f]+)", this::deleteRule);
    }

    ObjectNode addTunnel(String name) {
        String id = FakeCloudflare.id("tunnel", name, 0);
        ObjectNode tunnel =
                FakeCloudflare.object().put("id", id).put("name", name).put("config_src", "cloudflare");
        tunnel.putNull("config");
        tunnels.put(id, tunnel);
        return tunnel;
    }

    ObjectNode tunnel(String name) {
        return tunnels.get(FakeCloudflare.id("tunnel", name, 0));
    }

    static String tunnelToken(String id) {
        return "tunnel-secret-" + id + "==";
    }

    String addRecord(String name, String type, String content) {
        return store(FakeCloudflare.object().put("name", name).put("type", type).put("content", content));
    }

    boolean hasRecord(String name) {
        return records.values().stream()
                .anyMatch(record -> record.path("name").asString().equals(name));
    }

    boolean hasRecordId(String id) {
        return records.containsKey(id);
    }

    /** A rate limiting rule of another's. */
    String addRule(String description) {
        rules = rules == null ? JsonMapper.shared().createArrayNode() : rules;
        String id = FakeCloudflare.id("rule", description, 0);
        rules.addObject().put("id", id).put("ref", id).put("description", description);
        return id;
    }

    boolean hasRule(String id) {
        return rules != null && rules.toString().contains("\"id\":\"" + id + "\"");
    }

    ArrayNode rules() {
        return rules;
    }

    JsonNode state() {
        ObjectNode state = FakeCloudflare.object();
        state.set("tunnels", FakeCloudflare.array(tunnels.values()));
        state.set("records", FakeCloudflare.array(records.values()));
        state.set("rules", rules);
        return state;
    }

    private ObjectNode tunnel(Request request) {
        ObjectNode tunnel = tunnels.get(request.group(1));
        if (tunnel == null) {
            throw new Refused(404, 1003, "Tunnel not found");
        }
        return tunnel;
    }

    private JsonNode makeTunnel(Request request) {
        JsonNode body = request.json();
        cloud.shape(body, "name", "config_src?", "tunnel_secret?");
        String name = body.path("name").asString();
        if (tunnel(name) != null) {
            throw new Refused(409, 1013, "You already have a tunnel with this name");
        }
        return addTunnel(name);
    }

    private JsonNode deleteTunnel(Request request) {
        tunnel(request);
        if (isTunnelUsed) {
            throw new Refused(400, 1022, "Cannot delete tunnel because it has active connections");
        }
        return tunnels.remove(request.group(1));
    }

    private JsonNode configure(Request request) {
        JsonNode body = request.json();
        cloud.shape(body, "config");
        JsonNode ingress = body.path("config").path("ingress");
        for (int i = 0; i < ingress.size(); i++) {
            cloud.shape(ingress.get(i), "service", "hostname?", "path?", "originRequest?");
            boolean isWide = ingress.get(i).path("hostname").isMissingNode();
            if (isWide != (i == ingress.size() - 1)) {
                throw new Refused(400, 1056, "The last ingress rule must match all URLs, and no other");
            }
        }
        tunnel(request).set("config", body.path("config"));
        return FakeCloudflare.object().put("tunnel_id", request.group(1)).put("version", 2);
    }

    private String store(ObjectNode record) {
        String id = FakeCloudflare.id("record", record.path("name").asString(), records.size());
        records.put(id, record.put("id", id));
        return id;
    }

    private JsonNode makeRecord(Request request) {
        ObjectNode body = (ObjectNode) request.json();
        cloud.shape(body, "type", "name", "content", "proxied?", "comment?");
        if (hasRecord(body.path("name").asString())) {
            throw new Refused(400, 81053, "An A, AAAA, or CNAME record with that host already exists.");
        }
        return records.get(store(body));
    }

    private ObjectNode record(Request request) {
        ObjectNode record = records.get(request.group(1));
        if (record == null) {
            throw new Refused(404, 81044, "Record does not exist.");
        }
        return record;
    }

    private JsonNode changeRecord(Request request) {
        record(request).setAll((ObjectNode) request.json());
        return record(request);
    }

    private JsonNode deleteRecord(Request request) {
        return FakeCloudflare.object()
                .put(
                        "id",
                        records.remove(record(request).path("id").asString())
                                .path("id")
                                .asString());
    }

    private JsonNode ruleset() {
        if (rules == null) {
            throw new Refused(404, 10003, "could not find entrypoint ruleset in the \"http_ratelimit\" phase");
        }
        return FakeCloudflare.object()
                .put("id", RULESET)
                .put("phase", "http_ratelimit")
                .set("rules", rules);
    }

    private JsonNode makeRuleset(Request request) {
        JsonNode body = request.json();
        cloud.shape(body, "name", "kind", "phase", "rules");
        if (rules != null) {
            throw new Refused(400, 20217, "exceeded maximum number of zone rulesets for phase http_ratelimit");
        }
        rules = JsonMapper.shared().createArrayNode();
        body.path("rules").forEach(this::addRule);
        return ruleset();
    }

    private JsonNode addRule(JsonNode rule) {
        check(rule);
        if (plan.equals("free") && !rules.isEmpty()) {
            throw new Refused(400, 20217, "exceeded maximum number of rules in the phase http_ratelimit: 2 out of 1");
        }
        String id = FakeCloudflare.id("rule", rule.path("ref").asString(), rules.size());
        rules.add(((ObjectNode) rule.deepCopy()).put("id", id));
        return ruleset();
    }

    private void check(JsonNode rule) {
        cloud.shape(rule, "action", "expression", "description?", "enabled?", "ref?", "ratelimit");
        JsonNode limit = rule.path("ratelimit");
        cloud.shape(limit, "characteristics", "period", "requests_per_period", "mitigation_timeout");
        boolean isFreePlans = limit.path("period").asInt() == 10
                && limit.path("mitigation_timeout").asInt() == 10
                && !rule.path("expression").asString().contains("http.host");
        if (plan.equals("free") && !isFreePlans) {
            throw new Refused(400, 20120, "not entitled to use the field or period");
        }
        if (!limit.path("characteristics").toString().contains("cf.colo.id")) {
            throw new Refused(400, 20125, "cf.colo.id is required");
        }
    }

    private JsonNode changeRule(Request request) {
        check(request.json());
        for (JsonNode rule : rules) {
            if (rule.path("id").asString().equals(request.group(1))) {
                ((ObjectNode) rule).setAll((ObjectNode) request.json());
                return ruleset();
            }
        }
        throw new Refused(404, 10004, "no such rule");
    }

    private JsonNode deleteRule(Request request) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).path("id").asString().equals(request.group(1))) {
                rules.remove(i);
                return ruleset();
            }
        }
        throw new Refused(404, 10004, "no such rule");
    }
}
