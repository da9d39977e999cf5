package dev.edgepass.local.cloud;

import dev.edgepass.jdk.Sha256;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.webhook.WebhookSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Worker: its code, bindings and settings. Its tag is a hash of all that was uploaded, so that a later look knows whether this very build is deployed. Bindings that
 * aren't ours stay. The key of networks is made with the Worker, and stays as long as that.
 */
final class Worker extends Part {
    private static final String NETWORK_KEY = "NETWORK_KEY";
    private static final int MOST_MODULES = 20;
    private static final long LARGEST = 3L << 20;

    private final KvNamespace namespace;
    private final FeedKeySet feedKeys;
    private final UsageSecret usageSecret;
    private final WorkerConfiguration configuration;
    private final String name;

    Worker(
            Cloud cloud,
            WorkerConfiguration configuration,
            KvNamespace namespace,
            FeedKeySet feedKeys,
            UsageSecret usageSecret) {
        super(cloud, "worker:" + configuration.name());
        this.configuration = configuration;
        this.name = configuration.name();
        this.namespace = namespace;
        this.feedKeys = feedKeys;
        this.usageSecret = usageSecret;
    }

    String name() {
        return name;
    }

    String path() {
        return cloud.account("/workers/scripts/" + name);
    }

    @Override
    Finding look() {
        Optional<JsonNode> settings = cloud.api().find(path() + "/settings");
        Map<String, byte[]> modules = modules();
        ObjectNode metadata = configuration.metadata(
                cloud.deployment(),
                namespace.id().orElse(""),
                feedKeys.jwks().orElse(""),
                usageSecret.text().orElse(""));
        String tag = tag(metadata, modules);
        if (settings.isEmpty()) {
            addNetworkKey(metadata);
            return Finding.Step.make("the Worker " + name, key, upload(metadata, tag, modules));
        }
        Set<String> differences = differences(settings.get(), metadata, tag);
        Set<String> foreign = inherit(settings.get(), metadata);
        if (!foreign.remove(NETWORK_KEY)) {
            addNetworkKey(metadata);
            differences.add(NETWORK_KEY);
        }
        if (differences.isEmpty()) {
            return new Finding.There("the Worker " + name + " of this build");
        }
        String kept = foreign.isEmpty() ? "" : " (not ours, and kept: " + Json.shown(String.join(" ", foreign)) + ")";
        return Finding.Step.change(
                "the Worker " + name + ": " + String.join(", ", differences) + kept,
                "",
                upload(metadata, tag, modules));
    }

    @Override
    Finding removal() {
        boolean isThere = cloud.api().find(path() + "/settings").isPresent();
        List<Call> calls = isThere ? List.of(Call.delete(path())) : List.of();
        return new Finding.Step("delete", "the Worker " + name, key, calls);
    }

    /** What differs from the upload that would be made, by name. */
    static Set<String> differences(JsonNode settings, JsonNode metadata, String tag) {
        Set<String> differences = new TreeSet<>();
        Map<String, JsonNode> there = byName(settings.path("bindings"));
        for (JsonNode wanted : metadata.path("bindings")) {
            String binding = Json.text(wanted, "name");
            JsonNode found = there.getOrDefault(binding, Json.object());
            boolean isSecret = Json.text(wanted, "type").equals(WorkerConfiguration.SECRET);
            if (wanted.properties().stream()
                    // Cloudflare doesn't tell a secret's text: one that changed is another build.
                    .filter(member -> !(isSecret && member.getKey().equals("text")))
                    .anyMatch(member -> !Json.text(found, member.getKey())
                            .equals(member.getValue().asString("")))) {
                differences.add(binding);
            }
        }
        if (settings.path("observability").path("logs").path("invocation_logs").asBoolean(false)) {
            differences.add("invocation logs");
        }
        if (settings.path("cache_options").path("enabled").asBoolean(false)) {
            differences.add("cache");
        }
        if (differences.isEmpty()
                && !Json.text(settings.path("annotations"), "workers/tag").equals(tag)) {
            differences.add("code or settings of another build");
        }
        return differences;
    }

    /** Adds the bindings that aren't ours to the metadata, as they are; secrets are kept without that. */
    private static Set<String> inherit(JsonNode settings, ObjectNode metadata) {
        Map<String, JsonNode> foreign = byName(settings.path("bindings"));
        foreign.keySet().removeAll(byName(metadata.path("bindings")).keySet());
        ArrayNode bindings = metadata.withArray("bindings");
        foreign.forEach((binding, found) -> {
            if (!Json.text(found, "type").equals(WorkerConfiguration.SECRET)) {
                bindings.addObject().put("type", "inherit").put("name", binding);
            }
        });
        return foreign.keySet();
    }

    /** One that is known nowhere else, not even here. It isn't in the tag, since a look can't know it. */
    private static void addNetworkKey(ObjectNode metadata) {
        WorkerConfiguration.addSecret(metadata, NETWORK_KEY, WebhookSecret.random());
    }

    private Call upload(ObjectNode metadata, String tag, Map<String, byte[]> modules) {
        ObjectNode annotated = metadata.deepCopy();
        annotated.putObject("annotations").put("workers/tag", tag);
        return Call.upload(path() + "?bindings_inherit=strict", annotated, modules);
    }

    private static String tag(JsonNode metadata, Map<String, byte[]> modules) {
        MessageDigest digest = Sha256.digest();
        digest.update(metadata.toString().getBytes(StandardCharsets.UTF_8));
        modules.forEach((module, content) -> {
            digest.update((module + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
            digest.update(content);
        });
        return "edgepass-" + HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static Map<String, JsonNode> byName(JsonNode bindings) {
        return Json.list(bindings).stream()
                .collect(Collectors.toMap(
                        binding -> Json.text(binding, "name"), binding -> binding, (a, b) -> b, TreeMap::new));
    }

    private Map<String, byte[]> modules() {
        Path folder = cloud.files().worker();
        Map<String, byte[]> modules = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            long bytes = 0;
            for (Path file : files.filter(path -> path.getFileName().toString().matches("[\\w.-]+\\.m?js"))
                    .toList()) {
                bytes += Files.size(file);
                if (bytes > LARGEST || modules.size() == MOST_MODULES) {
                    throw new StartFailure("The Worker in " + folder + " is larger than Cloudflare's free plan takes.");
                }
                modules.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new StartFailure("Can't read the Worker in " + folder + " (" + IoReason.of(e) + ").", e);
        }
        if (!modules.containsKey(configuration.main())) {
            throw new StartFailure("The Worker isn't built: " + folder + " has no " + configuration.main() + ".");
        }
        return modules;
    }
}
