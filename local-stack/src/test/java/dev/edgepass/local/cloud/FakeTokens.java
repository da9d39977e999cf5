package dev.edgepass.local.cloud;

import dev.edgepass.local.cloud.FakeCloudflare.Refused;
import dev.edgepass.local.cloud.FakeCloudflare.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The account's API tokens of {@link FakeCloudflare}. */
final class FakeTokens {
    /** Permission groups by id. */
    private static final Map<String, String> GROUPS = Map.of(
            "a0000000000000000000000000000001", "Workers R2 Storage Bucket Item Read",
            "a0000000000000000000000000000002", "Workers R2 Storage Bucket Item Write",
            "a0000000000000000000000000000003", "Workers KV Storage Write",
            "a0000000000000000000000000000004", "Workers R2 Storage Write");

    private final FakeCloudflare cloud;
    private final Map<String, ObjectNode> tokens = new LinkedHashMap<>();
    private final Map<String, String> values = new LinkedHashMap<>();
    /** Every value that there ever was. */
    final List<String> secrets = new ArrayList<>();

    FakeTokens(FakeCloudflare cloud) {
        this.cloud = cloud;
        cloud.on("GET", "{a}/tokens/verify", this::verify);
        cloud.on("GET", "{a}/tokens/permission_groups", this::groups);
        cloud.on("GET", "{a}/tokens", request -> FakeCloudflare.array(tokens.values()));
        cloud.on("POST", "{a}/tokens", this::make);
        cloud.on("PUT", "{a}/tokens/([0-9a-f]+)", this::change);
        cloud.on("PUT", "{a}/tokens/([0-9a-f]+)/value", this::roll);
        cloud.on("DELETE", "{a}/tokens/([0-9a-f]+)", this::delete);
    }

    /** A token of another's. */
    String add(String name) {
        ObjectNode token = FakeCloudflare.object().put("name", name);
        ObjectNode policy = token.putArray("policies").addObject().put("effect", "allow");
        policy.putArray("permission_groups").addObject().put("id", "a0000000000000000000000000000004");
        policy.putObject("resources").put("com.cloudflare.api.account." + FakeCloudflare.ACCOUNT, "*");
        return store(token);
    }

    boolean has(String id) {
        return tokens.containsKey(id);
    }

    /** The current value of the token of this name. */
    String value(String name) {
        return values.get(id(name));
    }

    String id(String name) {
        return tokens.values().stream()
                .filter(token -> token.path("name").asString().equals(name))
                .map(token -> token.path("id").asString())
                .reduce((a, b) -> {
                    throw new AssertionError("two tokens " + name);
                })
                .orElseThrow();
    }

    Optional<String> ofValue(String value) {
        return values.entrySet().stream()
                .filter(entry -> entry.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    JsonNode state() {
        return FakeCloudflare.array(tokens.values());
    }

    private String store(ObjectNode token) {
        String name = token.path("name").asString();
        long others = tokens.values().stream()
                .filter(other -> other.path("name").asString().equals(name))
                .count();
        String id = FakeCloudflare.id("token", name, others);
        tokens.put(id, token.put("id", id).put("status", "active"));
        renew(id);
        return id;
    }

    private String renew(String id) {
        String value = "secret-value-" + secrets.size() + "-of-" + id;
        values.put(id, value);
        secrets.add(value);
        return value;
    }

    private JsonNode verify(Request request) {
        String bearer = request.header("Authorization").replaceFirst("^Bearer ", "");
        String id = ofValue(bearer).orElse("b0000000000000000000000000000000");
        return FakeCloudflare.object().put("id", id).put("status", "active");
    }

    private JsonNode groups(Request request) {
        return FakeCloudflare.array(GROUPS.entrySet().stream()
                .filter(group -> group.getValue().contains(request.query().get("name")))
                .map(group -> FakeCloudflare.object().put("id", group.getKey()).put("name", group.getValue()))
                .toList());
    }

    private JsonNode make(Request request) {
        JsonNode body = checked(request);
        String id = store((ObjectNode) body);
        return tokens.get(id).deepCopy().put("value", values.get(id));
    }

    private JsonNode change(Request request) {
        ObjectNode body = (ObjectNode) checked(request);
        ObjectNode token = existing(request);
        token.setAll(body);
        return token;
    }

    private JsonNode roll(Request request) {
        existing(request);
        return JsonMapper.shared().getNodeFactory().stringNode(renew(request.group(1)));
    }

    private JsonNode delete(Request request) {
        existing(request);
        values.remove(request.group(1));
        tokens.remove(request.group(1));
        return FakeCloudflare.object().put("id", request.group(1));
    }

    private ObjectNode existing(Request request) {
        if (!has(request.group(1))) {
            throw new Refused(404, 1003, "Invalid API Token id");
        }
        return tokens.get(request.group(1));
    }

    private JsonNode checked(Request request) {
        JsonNode body = request.json();
        cloud.shape(body, "name", "policies");
        for (JsonNode policy : body.path("policies")) {
            cloud.shape(policy, "effect", "permission_groups", "resources");
            String group = GROUPS.getOrDefault(
                    policy.path("permission_groups").path(0).path("id").asString(""), "");
            String account = FakeCloudflare.ACCOUNT;
            String resource = group.contains("Bucket Item")
                    ? "com\\.cloudflare\\.edge\\.r2\\.bucket\\." + account + "_(default|eu|fedramp)_[a-z0-9-]+"
                    : "com\\.cloudflare\\.api\\.account\\." + account;
            boolean fits = policy.path("resources").properties().stream()
                    .allMatch(entry -> entry.getKey().matches(resource)
                            && entry.getValue().asString("").equals("*"));
            if (group.isEmpty() || !fits) {
                throw new Refused(400, 1001, "Permission group and resource don't fit");
            }
        }
        return body;
    }
}
