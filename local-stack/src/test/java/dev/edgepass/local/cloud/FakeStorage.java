package dev.edgepass.local.cloud;

import dev.edgepass.local.cloud.FakeCloudflare.Refused;
import dev.edgepass.local.cloud.FakeCloudflare.Request;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** R2 and Workers KV of {@link FakeCloudflare}. */
final class FakeStorage {
    private final FakeCloudflare cloud;
    /** By jurisdiction and name. */
    private final Map<String, ObjectNode> buckets = new TreeMap<>();

    private final Map<String, String> namespaces = new TreeMap<>();
    boolean isR2On = true;

    FakeStorage(FakeCloudflare cloud) {
        this.cloud = cloud;
        String bucket = "{a}/r2/buckets/([a-z0-9-]+)";
        cloud.on("GET", bucket, request -> described(bucket(request)));
        cloud.on("POST", "{a}/r2/buckets", this::make);
        cloud.on("DELETE", bucket, this::delete);
        cloud.on("GET", bucket + "/objects", request -> bucket(request).path("objects"));
        cloud.on("GET", bucket + "/cors", this::cors);
        cloud.on("PUT", bucket + "/cors", this::setCors);
        cloud.on("DELETE", bucket + "/cors", request -> {
            bucket(request).remove("cors");
            return FakeCloudflare.object();
        });
        cloud.on("GET", bucket + "/lock", request -> bucket(request).withObject("lock"));
        cloud.on("PUT", bucket + "/lock", this::setLock);
        cloud.on("GET", bucket + "/lifecycle", this::lifecycle);
        cloud.on("PUT", bucket + "/lifecycle", this::setLifecycle);
        cloud.on("GET", bucket + "/domains/managed", request -> bucket(request).path("managed"));
        cloud.on(
                "PUT",
                bucket + "/domains/managed",
                request -> enable(request, bucket(request).path("managed")));
        cloud.on(
                "GET",
                bucket + "/domains/custom",
                request ->
                        FakeCloudflare.object().set("domains", bucket(request).path("custom")));
        cloud.on("PUT", bucket + "/domains/custom/([a-z.-]+)", this::setCustom);
        cloud.on(
                "GET",
                "{a}/storage/kv/namespaces",
                request -> FakeCloudflare.array(namespaces.entrySet().stream()
                        .map(entry -> FakeCloudflare.object()
                                .put("id", entry.getKey())
                                .put("title", entry.getValue()))
                        .toList()));
        cloud.on("POST", "{a}/storage/kv/namespaces", this::makeNamespace);
        cloud.on("DELETE", "{a}/storage/kv/namespaces/([0-9a-f]+)", this::deleteNamespace);
    }

    /** A bucket of another's. */
    ObjectNode add(String name, String... objects) {
        ObjectNode bucket = fresh(name);
        for (String object : objects) {
            bucket.withArray("objects").addObject().put("key", object);
        }
        buckets.put("default " + name, bucket);
        return bucket;
    }

    ObjectNode of(String name) {
        return buckets.get("default " + name);
    }

    boolean has(String jurisdiction, String name) {
        return buckets.containsKey(jurisdiction + " " + name);
    }

    boolean hasNamespace(String id) {
        return namespaces.containsKey(id);
    }

    String addNamespace(String title) {
        String id = FakeCloudflare.id("namespace", title, 0);
        namespaces.put(id, title);
        return id;
    }

    JsonNode state() {
        ObjectNode state = FakeCloudflare.object();
        buckets.forEach(state::set);
        namespaces.forEach(state::put);
        return state;
    }

    private static ObjectNode fresh(String name) {
        ObjectNode bucket = FakeCloudflare.object().put("name", name);
        bucket.putArray("objects");
        bucket.putArray("custom");
        bucket.putObject("managed").put("domain", "pub-" + name + ".r2.dev").put("enabled", false);
        return bucket;
    }

    private static JsonNode described(ObjectNode bucket) {
        return FakeCloudflare.object()
                .put("name", bucket.path("name").asString())
                .put("storage_class", "Standard");
    }

    private String key(Request request, String name) {
        if (!isR2On) {
            throw new Refused(403, 10042, "Please enable R2 through the Cloudflare Dashboard.");
        }
        String jurisdiction = request.header("cf-r2-jurisdiction");
        return (jurisdiction.isEmpty() ? "default" : jurisdiction) + " " + name;
    }

    private ObjectNode bucket(Request request) {
        ObjectNode bucket = buckets.get(key(request, request.group(1)));
        if (bucket == null) {
            throw new Refused(404, 10006, "The specified bucket does not exist.");
        }
        return bucket;
    }

    private JsonNode make(Request request) {
        JsonNode body = request.json();
        cloud.shape(body, "name", "locationHint?", "storageClass?");
        String name = body.path("name").asString();
        String key = key(request, name);
        if (buckets.keySet().stream().anyMatch(other -> other.endsWith(" " + name))) {
            throw new Refused(409, 10004, "The bucket you tried to create already exists, and you own it.");
        }
        buckets.put(key, fresh(name));
        return described(buckets.get(key));
    }

    private JsonNode delete(Request request) {
        if (!bucket(request).path("objects").isEmpty()) {
            throw new Refused(409, 10008, "The bucket you tried to delete is not empty.");
        }
        buckets.remove(key(request, request.group(1)));
        return FakeCloudflare.object();
    }

    private JsonNode cors(Request request) {
        JsonNode cors = bucket(request).path("cors");
        if (cors.isMissingNode()) {
            throw new Refused(404, 10059, "The CORS configuration does not exist.");
        }
        return cors;
    }

    private JsonNode setCors(Request request) {
        JsonNode body = request.json();
        cloud.shape(body, "rules");
        for (JsonNode rule : body.path("rules")) {
            cloud.shape(rule, "allowed", "id?", "exposeHeaders?", "maxAgeSeconds?");
            cloud.shape(rule.path("allowed"), "methods", "origins", "headers?");
            for (JsonNode method : rule.path("allowed").path("methods")) {
                if (!List.of("GET", "PUT", "POST", "DELETE", "HEAD").contains(method.asString())) {
                    throw new Refused(400, 10040, "The CORS configuration is not valid.");
                }
            }
        }
        bucket(request).set("cors", body);
        return FakeCloudflare.object();
    }

    private JsonNode setLock(Request request) {
        JsonNode body = request.json();
        cloud.shape(body, "rules");
        for (JsonNode rule : body.path("rules")) {
            cloud.shape(rule, "id", "enabled", "condition", "prefix?");
            cloud.shape(rule.path("condition"), "type", "maxAgeSeconds?", "date?");
            if (!List.of("Age", "Date", "Indefinite")
                    .contains(rule.path("condition").path("type").asString())) {
                throw new Refused(400, 10040, "The lock configuration is not valid.");
            }
        }
        bucket(request).set("lock", body);
        return FakeCloudflare.object();
    }

    private JsonNode lifecycle(Request request) {
        JsonNode lifecycle = bucket(request).path("lifecycle");
        return lifecycle.isMissingNode() ? FakeCloudflare.object() : lifecycle;
    }

    private JsonNode setLifecycle(Request request) {
        JsonNode body = request.json();
        cloud.shape(body, "rules");
        for (JsonNode rule : body.path("rules")) {
            cloud.shape(
                    rule,
                    "id",
                    "enabled",
                    "conditions",
                    "abortMultipartUploadsTransition?",
                    "deleteObjectsTransition?",
                    "storageClassTransitions?");
            cloud.shape(rule.path("conditions"), "prefix");
            cloud.shape(rule.path("abortMultipartUploadsTransition").path("condition"), "type", "maxAge");
        }
        bucket(request).set("lifecycle", body);
        return FakeCloudflare.object();
    }

    private JsonNode enable(Request request, JsonNode domain) {
        JsonNode body = request.json();
        cloud.shape(body, "enabled");
        ((ObjectNode) domain).set("enabled", body.path("enabled"));
        return domain;
    }

    private JsonNode setCustom(Request request) {
        for (JsonNode domain : bucket(request).path("custom")) {
            if (domain.path("domain").asString().equals(request.group(2))) {
                return enable(request, domain);
            }
        }
        throw new Refused(404, 10068, "no such domain");
    }

    private JsonNode makeNamespace(Request request) {
        JsonNode body = request.json();
        cloud.shape(body, "title");
        String title = body.path("title").asString();
        if (namespaces.containsValue(title)) {
            throw new Refused(400, 10014, "a namespace with this account ID and title already exists");
        }
        return FakeCloudflare.object().put("id", addNamespace(title)).put("title", title);
    }

    private JsonNode deleteNamespace(Request request) {
        if (namespaces.remove(request.group(1)) == null) {
            throw new Refused(404, 10013, "namespace not found");
        }
        return FakeCloudflare.object();
    }
}
