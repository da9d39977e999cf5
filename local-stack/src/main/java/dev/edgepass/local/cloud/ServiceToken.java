package dev.edgepass.local.cloud;

import dev.edgepass.jdk.Sha256;
import dev.edgepass.local.stack.DotEnv;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An account-owned API token with the rights of one service and no others. Cloudflare shows its value once: it goes to {@code .env} in the moment in which it comes, and a
 * token whose value isn't there gets a new value.
 */
final class ServiceToken extends Part {
    private static final String ITEM_READ = "Workers R2 Storage Bucket Item Read";
    private static final String ITEM_WRITE = "Workers R2 Storage Bucket Item Write";
    private static final String KV_WRITE = "Workers KV Storage Write";

    private final String name;
    private final List<Grant> grants;
    private final Secret secret;

    private ServiceToken(Cloud cloud, String name, List<Grant> grants, Secret secret) {
        super(cloud, "token:" + name);
        this.name = name;
        this.grants = grants;
        this.secret = secret;
    }

    private record Grant(String permission, String resource) {}

    /** A token's value in {@code .env}. */
    private interface Secret {
        /** Whether the value of the token with this id is there. */
        boolean isKept(String id);

        Map<String, String> variables(String id, String value);
    }

    /** Lists media and signs uploads, keeps the quarantine, and reads how far the feed is. One token, because a copy within the store is one call. */
    static ServiceToken issuer(Cloud cloud) {
        Deployment deployment = cloud.deployment();
        return new ServiceToken(
                cloud,
                "edgepass-issuer",
                List.of(
                        new Grant(ITEM_WRITE, deployment.resource(deployment.mediaBucket())),
                        new Grant(ITEM_WRITE, deployment.resource(Deployment.QUARANTINE_BUCKET)),
                        new Grant(ITEM_READ, deployment.resource(Deployment.FEED_BUCKET))),
                new S3Secret(cloud.env(), "EDGEPASS_ISSUER_R2_"));
    }

    /** Publishes the feed, and writes the archive. */
    static ServiceToken consumer(Cloud cloud) {
        return new ServiceToken(
                cloud,
                "edgepass-consumer",
                List.of(
                        new Grant(ITEM_WRITE, cloud.deployment().resource(Deployment.FEED_BUCKET)),
                        new Grant(ITEM_WRITE, cloud.deployment().resource(Deployment.AUDIT_BUCKET))),
                new S3Secret(cloud.env(), "EDGEPASS_CONSUMER_R2_"));
    }

    /** Reads media and writes thumbnails. */
    static ServiceToken thumbnails(Cloud cloud) {
        Deployment deployment = cloud.deployment();
        return new ServiceToken(
                cloud,
                "edgepass-thumbnails",
                List.of(new Grant(ITEM_WRITE, deployment.resource(deployment.mediaBucket()))),
                new S3Secret(cloud.env(), "EDGEPASS_THUMBNAILS_R2_"));
    }

    /** Writes copies of segments. KV can't be allowed by namespace. */
    static ServiceToken kv(Cloud cloud) {
        String account = cloud.deployment().account();
        return new ServiceToken(
                cloud,
                "edgepass-kv",
                List.of(new Grant(KV_WRITE, "com.cloudflare.api.account." + account)),
                new KvSecret(cloud));
    }

    /** Access key id and secret access key, which is the value's SHA-256 in hex. */
    private record S3Secret(DotEnv env, String prefix) implements Secret {
        @Override
        public boolean isKept(String id) {
            return env.value(prefix + "ACCESSKEYID").equals(id)
                    && !env.value(prefix + "SECRETACCESSKEY").isEmpty();
        }

        @Override
        public Map<String, String> variables(String id, String value) {
            String hash = HexFormat.of().formatHex(Sha256.hash(value));
            return Map.of(prefix + "ACCESSKEYID", id, prefix + "SECRETACCESSKEY", hash);
        }
    }

    /** The value itself; Cloudflare says which token it is of. */
    private record KvSecret(Cloud cloud) implements Secret {
        private static final String VARIABLE = "EDGEPASS_KV_APITOKEN";

        @Override
        public boolean isKept(String id) {
            String value = cloud.env().value(VARIABLE);
            return ApiToken.isOne(value)
                    && cloud.api()
                            .tokenId(cloud.deployment().account(), new ApiToken(value))
                            .filter(id::equals)
                            .isPresent();
        }

        @Override
        public Map<String, String> variables(String id, String value) {
            return Map.of(VARIABLE, value);
        }
    }

    @Override
    Finding look() {
        List<JsonNode> named = named();
        String rights = grants.stream().map(Grant::permission).collect(Collectors.joining(" and "));
        String text = "the API token " + name + ", which has " + rights + ", and its secret in .env";
        if (named.isEmpty()) {
            return Finding.Step.make(text, key, Call.json("POST", cloud.account("/tokens"), body()));
        }
        List<JsonNode> ours = named.stream()
                .filter(token -> cloud.record().isOurs(key, Json.id(token)) || hasOurRights(token))
                .toList();
        if (ours.size() != 1) {
            return new Finding.Blocked("There " + (named.size() == 1 ? "is a token " : "are tokens ") + name
                    + " that this folder didn't make: rename or delete " + (named.size() == 1 ? "it" : "all but one")
                    + " (Manage account > Account API tokens).");
        }
        return compare(ours.get(0), rights);
    }

    private Finding compare(JsonNode token, String rights) {
        String path = cloud.account("/tokens/" + Json.id(token));
        List<Call> calls = new ArrayList<>();
        List<String> changes = new ArrayList<>();
        if (!hasOurRights(token)) {
            changes.add("it gets " + rights + " and nothing else");
            calls.add(Call.json("PUT", path, body()));
        }
        if (!secret.isKept(Json.id(token))) {
            changes.add(".env lacks its secret, so it gets a new one, and the old one ends");
            calls.add(Call.json("PUT", path + "/value", Json.object()));
        }
        return calls.isEmpty()
                ? new Finding.There("the API token " + name)
                : new Finding.Step("change", "the API token " + name + ": " + String.join("; ", changes), key, calls);
    }

    @Override
    void applied(Finding.Step step, JsonNode result) {
        String value = result.isString() ? result.asString() : Json.text(result, "value");
        String id = result.isString() ? idIn(step) : Json.id(result);
        if (!value.isEmpty()) {
            cloud.env().set(secret.variables(id, value));
        }
        cloud.record().made(key, id);
    }

    /** A new value comes without the id of its token, which is in the path. */
    private String idIn(Finding.Step step) {
        String path = step.calls().get(step.calls().size() - 1).path();
        return path.substring(cloud.account("/tokens/").length(), path.length() - "/value".length());
    }

    @Override
    Finding removal() {
        List<Call> calls = named().stream()
                .map(Json::id)
                .filter(id -> cloud.record().isOurs(key, id))
                .map(id -> Call.delete(cloud.account("/tokens/" + id)))
                .toList();
        return new Finding.Step("delete", "the API token " + name, key, calls);
    }

    private List<JsonNode> named() {
        return cloud.api().list(cloud.account("/tokens")).stream()
                .filter(token -> Json.text(token, "name").equals(name))
                .toList();
    }

    private boolean hasOurRights(JsonNode token) {
        return policies(token.path("policies")).equals(policies(body().path("policies")));
    }

    /** Policies in a form that can be compared: their order and Cloudflare's ids of them mean nothing. */
    private static Set<String> policies(JsonNode policies) {
        Set<String> all = new TreeSet<>();
        policies.forEach(policy -> {
            Set<String> groups = new TreeSet<>();
            policy.path("permission_groups").forEach(group -> groups.add(Json.text(group, "id")));
            all.add(Json.text(policy, "effect") + groups + policy.path("resources"));
        });
        return all;
    }

    private ObjectNode body() {
        ObjectNode body = Json.object().put("name", name);
        ArrayNode policies = body.putArray("policies");
        for (Grant grant : grants) {
            ObjectNode policy = policies.addObject().put("effect", "allow");
            policy.putArray("permission_groups").addObject().put("id", cloud.permissionGroup(grant.permission()));
            policy.putObject("resources").put(grant.resource(), "*");
        }
        return body;
    }
}
