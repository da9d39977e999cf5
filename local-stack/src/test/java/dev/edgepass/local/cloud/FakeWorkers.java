package dev.edgepass.local.cloud;

import dev.edgepass.local.cloud.FakeCloudflare.Refused;
import dev.edgepass.local.cloud.FakeCloudflare.Request;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Workers and their custom domains of {@link FakeCloudflare}. */
final class FakeWorkers {
    private static final Pattern PART = Pattern.compile(
            "Content-Disposition: form-data; name=\"([^\"]+)\"(?:; filename=\"([^\"]+)\")?\r\nContent-Type: ([^\r]+)\r\n\r\n(.*)\r\n",
            Pattern.DOTALL);

    private final FakeCloudflare cloud;
    private final Map<String, ObjectNode> scripts = new TreeMap<>();
    private final Map<String, ObjectNode> domains = new TreeMap<>();
    private final Map<String, String> secrets = new TreeMap<>();

    FakeWorkers(FakeCloudflare cloud) {
        this.cloud = cloud;
        String script = "{a}/workers/scripts/([a-z0-9-]+)";
        cloud.on("GET", script + "/settings", request -> settings(script(request)));
        cloud.on("PUT", script, this::upload);
        cloud.on("DELETE", script, this::delete);
        cloud.on("GET", script + "/subdomain", request -> script(request).path("subdomain"));
        cloud.on("POST", script + "/subdomain", this::setSubdomain);
        cloud.on("GET", "{a}/workers/domains", request -> FakeCloudflare.array(domains.values()));
        cloud.on("PUT", "{a}/workers/domains", this::setDomain);
        cloud.on("DELETE", "{a}/workers/domains/([0-9a-f]+)", this::deleteDomain);
    }

    /** The text of a secret, which no answer tells; null where it was never set. */
    String secret(String name) {
        return secrets.get(name);
    }

    /** A Worker that was deployed before, by other means. */
    ObjectNode add(String name) {
        ObjectNode script = FakeCloudflare.object();
        script.putArray("bindings");
        script.putObject("modules");
        script.putObject("subdomain").put("enabled", true).put("previews_enabled", true);
        scripts.put(name, script);
        return script;
    }

    ObjectNode of(String name) {
        return scripts.get(name);
    }

    void addDomain(String host, String service) {
        String id = FakeCloudflare.id("domain", host, 0);
        domains.put(
                id, FakeCloudflare.object().put("id", id).put("hostname", host).put("service", service));
    }

    JsonNode state() {
        ObjectNode state = FakeCloudflare.object();
        scripts.forEach(state::set);
        state.set("domains", FakeCloudflare.array(domains.values()));
        return state;
    }

    private static JsonNode settings(ObjectNode script) {
        ObjectNode settings = script.deepCopy();
        settings.remove("modules");
        settings.remove("subdomain");
        return settings;
    }

    private ObjectNode script(Request request) {
        ObjectNode script = scripts.get(request.group(1));
        if (script == null) {
            throw new Refused(404, 10007, "This Worker does not exist on your account.");
        }
        return script;
    }

    private JsonNode upload(Request request) {
        Map<String, String> parts = new LinkedHashMap<>();
        String boundary = request.header("Content-Type").replaceFirst("multipart/form-data; boundary=", "");
        String body = new String(request.body(), StandardCharsets.ISO_8859_1);
        if (!body.endsWith("--" + boundary + "--\r\n")) {
            throw new Refused(400, 10021, "not multipart");
        }
        for (String part : body.split("--" + Pattern.quote(boundary) + "(\r\n|--\r\n)")) {
            if (part.isEmpty()) {
                continue;
            }
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                throw new Refused(400, 10021, "a part isn't well formed");
            }
            boolean isModule = !matcher.group(1).equals("metadata");
            if (isModule
                    && !(matcher.group(1).equals(matcher.group(2))
                            && matcher.group(3).equals("application/javascript+module"))) {
                throw new Refused(400, 10021, "a module needs its file name and type");
            }
            parts.put(matcher.group(1), matcher.group(4));
        }
        JsonNode metadata = JsonMapper.shared().readTree(parts.remove("metadata"));
        cloud.shape(
                metadata,
                "main_module",
                "compatibility_date",
                "bindings",
                "observability?",
                "cache_options?",
                "keep_bindings?",
                "annotations?");
        if (!parts.containsKey(metadata.path("main_module").asString())) {
            throw new Refused(400, 10021, "No such module main_module");
        }
        return store(request, metadata, parts);
    }

    private JsonNode store(Request request, JsonNode metadata, Map<String, String> modules) {
        ObjectNode before = scripts.get(request.group(1));
        ObjectNode script = before == null ? FakeCloudflare.object() : before;
        Map<String, JsonNode> old = new TreeMap<>();
        script.path("bindings").forEach(binding -> old.put(binding.path("name").asString(), binding));
        Map<String, JsonNode> bindings = new TreeMap<>();
        for (JsonNode binding : metadata.path("bindings")) {
            bindings.put(binding.path("name").asString(), bound(request, binding, old));
        }
        old.forEach((name, binding) -> {
            if (metadata.path("keep_bindings")
                    .toString()
                    .contains("\"" + binding.path("type").asString() + "\"")) {
                bindings.putIfAbsent(name, binding);
            }
        });
        script.set("bindings", FakeCloudflare.array(bindings.values()));
        for (String member : new String[] {"compatibility_date", "observability", "cache_options", "annotations"}) {
            script.set(member, metadata.path(member));
        }
        ObjectNode files = script.putObject("modules");
        modules.forEach((name, content) -> files.put(name, content.length()));
        if (script.path("subdomain").isMissingNode()) {
            script.putObject("subdomain").put("enabled", false).put("previews_enabled", true);
        }
        scripts.put(request.group(1), script);
        return FakeCloudflare.object().put("id", request.group(1));
    }

    private JsonNode bound(Request request, JsonNode binding, Map<String, JsonNode> old) {
        String name = binding.path("name").asString();
        switch (binding.path("type").asString()) {
            case "r2_bucket" -> {
                cloud.shape(binding, "type", "name", "bucket_name", "jurisdiction?");
                if (!cloud.storage.has(
                        binding.path("jurisdiction").asString("default"),
                        binding.path("bucket_name").asString())) {
                    throw new Refused(400, 10085, "R2 bucket not found");
                }
            }
            case "kv_namespace" -> {
                cloud.shape(binding, "type", "name", "namespace_id");
                if (!cloud.storage.hasNamespace(binding.path("namespace_id").asString())) {
                    throw new Refused(400, 10041, "KV namespace not found");
                }
            }
            case "plain_text" -> {
                cloud.shape(binding, "type", "name", "text");
                if (binding.path("text").asString().length() > 5_000) {
                    throw new Refused(400, 10054, "text binding too large");
                }
            }
            case "secret_text" -> {
                cloud.shape(binding, "type", "name", "text");
                secrets.put(name, binding.path("text").asString());
                return FakeCloudflare.object().put("type", "secret_text").put("name", name);
            }
            case "inherit" -> {
                cloud.shape(binding, "type", "name");
                if (!old.containsKey(name) || !"strict".equals(request.query().get("bindings_inherit"))) {
                    throw new Refused(400, 10000, "nothing to inherit");
                }
                return old.get(name);
            }
            default -> throw new Refused(400, 10021, "unknown binding type");
        }
        return binding;
    }

    private JsonNode delete(Request request) {
        script(request);
        scripts.remove(request.group(1));
        return FakeCloudflare.object();
    }

    private JsonNode setSubdomain(Request request) {
        JsonNode body = request.json();
        cloud.shape(body, "enabled", "previews_enabled?");
        script(request).set("subdomain", body);
        return body;
    }

    private JsonNode setDomain(Request request) {
        JsonNode body = request.json();
        cloud.shape(body, "hostname", "service", "zone_id");
        String host = body.path("hostname").asString();
        if (!scripts.containsKey(body.path("service").asString())) {
            throw new Refused(404, 10007, "This Worker does not exist on your account.");
        }
        String id = FakeCloudflare.id("domain", host, 0);
        if (!domains.containsKey(id) && cloud.network.hasRecord(host)) {
            throw new Refused(409, 100117, "Hostname already has externally managed DNS records");
        }
        domains.put(id, ((ObjectNode) body).put("id", id));
        return body;
    }

    private JsonNode deleteDomain(Request request) {
        if (domains.remove(request.group(1)) == null) {
            throw new Refused(404, 100118, "no such domain");
        }
        return FakeCloudflare.object();
    }
}
