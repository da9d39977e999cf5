package dev.edgepass.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code cloud up} uploads is what {@code wrangler deploy} would, from the same {@code wrangler.jsonc}. */
class WorkerConfigurationTest {
    private static final Path FILE = Path.of("../edge-worker/wrangler.jsonc");
    private static final Deployment WRANGLERS = new Deployment(
            FakeCloudflare.ACCOUNT,
            "media.example",
            "media.example",
            "issuer.media.example",
            "edgepass-media",
            Optional.empty(),
            List.of());

    private final JsonNode metadata =
            WorkerConfiguration.read(FILE).metadata(WRANGLERS, "namespace-id", "{\"keys\":[]}", "secret");

    @Test
    void bindings_are_those_of_wrangler() throws Exception {
        JsonNode wrangler = wrangler();
        Map<String, String> wanted = new TreeMap<>();
        wrangler.path("r2_buckets")
                .forEach(bucket -> wanted.put(
                        bucket.path("binding").asString(),
                        "r2_bucket " + bucket.path("bucket_name").asString()));
        wrangler.path("kv_namespaces")
                .forEach(namespace -> wanted.put(namespace.path("binding").asString(), "kv_namespace namespace-id"));
        wrangler.path("vars")
                .properties()
                .forEach(variable -> wanted.put(
                        variable.getKey(), "plain_text " + variable.getValue().asString()));
        wanted.put("USAGE_URL", "plain_text https://issuer.media.example/api/v1/media/usage");
        wanted.put("USAGE_SECRET", "secret_text secret");

        Map<String, String> ours = new TreeMap<>();
        for (JsonNode binding : metadata.path("bindings")) {
            String value = binding.path("bucket_name").asString("")
                    + binding.path("namespace_id").asString("")
                    + binding.path("text").asString("");
            ours.put(binding.path("name").asString(), binding.path("type").asString() + " " + value);
        }
        assertThat(ours).isEqualTo(wanted).containsKeys("MEDIA", "FEED", "SEGMENTS", "FEED_KEYS");
    }

    @Test
    void all_else_is_as_in_the_file() throws Exception {
        JsonNode wrangler = wrangler();

        assertThat(metadata.path("compatibility_date")).isEqualTo(wrangler.path("compatibility_date"));
        assertThat(metadata.path("observability")).isEqualTo(wrangler.path("observability"));
        assertThat(metadata.path("cache_options").toString()).isEqualTo("{\"enabled\":false}");
        assertThat(metadata.path("main_module").asString()).isEqualTo("index.mjs");
        assertThat(wrangler.propertyNames())
                .as("what the upload has to know, too, when the file gets more")
                .containsExactlyInAnyOrder(
                        "$schema",
                        "name",
                        "main",
                        "compatibility_date",
                        "no_bundle",
                        "rules",
                        "routes",
                        "workers_dev",
                        "preview_urls",
                        "r2_buckets",
                        "kv_namespaces",
                        "vars",
                        "observability",
                        "cache");
    }

    /** Read in another way than the code does: the file's comments are whole lines. */
    private static JsonNode wrangler() throws Exception {
        return JsonMapper.shared().readTree(Files.readString(FILE).replaceAll("(?m)^\\s*//.*$", ""));
    }
}
