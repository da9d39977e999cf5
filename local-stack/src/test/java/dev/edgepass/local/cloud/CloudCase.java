package dev.edgepass.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.jdk.Sha256;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** A checkout and an account. After each test nothing foreign may be lost, and no secret may have been printed. */
abstract class CloudCase {
    @TempDir
    Path folder;

    final FakeCloudflare cloud = new FakeCloudflare();
    CloudHome home;

    @BeforeEach
    void home() {
        home = new CloudHome(cloud, folder);
    }

    @AfterEach
    void nothing_unexpected_was_asked_and_nothing_foreign_was_lost_and_no_secret_was_said() {
        cloud.close();
        assertThat(cloud.complaints()).isEmpty();
        String said = home.everythingSaid();
        assertThat(said).doesNotContain(FakeCloudflare.TOKEN).doesNotContain("tunnel-secret-");
        for (String secret : cloud.tokens.secrets) {
            assertThat(said).doesNotContain(secret).doesNotContain(hex(secret));
        }
    }

    /** One of everything that could be lost, with our names where that can be. */
    void foreignThings() {
        ObjectNode bucket = cloud.storage.add("my-media", "a.jpg");
        bucket.putObject("cors")
                .putArray("rules")
                .addObject()
                .putObject("allowed")
                .<ObjectNode>set("origins", Json.texts(List.of("https://site.example.com")))
                .set("methods", Json.texts(List.of("GET")));
        bucket.putArray("lock").addObject().put("id", "keep");
        String token = cloud.tokens.add("deploy");
        for (int i = 0; i < 3; i++) {
            cloud.storage.addNamespace("other-" + i);
            cloud.tokens.add("other-" + i);
        }
        ObjectNode worker = cloud.workers.add("edgepass-edge");
        worker.withArray("bindings")
                .addObject()
                .put("type", "plain_text")
                .put("name", "EXTRA")
                .put("text", "x");
        worker.withArray("bindings").addObject().put("type", "secret_text").put("name", "SECRET");
        ObjectNode config = cloud.network.addTunnel("edgepass").putObject("config");
        config.putObject("warp-routing").put("enabled", true);
        config.putArray("ingress")
                .add(Json.object().put("hostname", "other.example.com").put("service", "http://other"))
                .add(Json.object().put("service", "http_status:503"));
        String record = cloud.network.addRecord("www.example.com", "A", "192.0.2.1");
        cloud.guard("the bucket's object", () -> state("my-media").contains("a.jpg"));
        cloud.guard("the bucket's CORS rule", () -> state("my-media").contains("https://site.example.com"));
        cloud.guard("the bucket's lock", () -> state("my-media").contains("\"lock\":[{\"id\":\"keep\"}]"));
        cloud.guard("the token", () -> cloud.tokens.has(token));
        cloud.guard("the KV namespaces", () -> cloud.storage.state().toString().contains("other-2"));
        cloud.guard("the DNS record", () -> cloud.network.hasRecordId(record));
        cloud.guard("the Worker's bindings", () -> {
            String bindings = cloud.workers.of("edgepass-edge").path("bindings").toString();
            return bindings.contains("EXTRA") && bindings.contains("SECRET");
        });
        cloud.guard("the tunnel's rules", () -> {
            String all = cloud.network.tunnel("edgepass").path("config").toString();
            return all.contains("http://other") && all.contains("http_status:503") && all.contains("warp-routing");
        });
    }

    String state(String bucket) {
        return String.valueOf(cloud.storage.of(bucket));
    }

    void secretsInEnvAreTheCurrentOnes() {
        for (String service : List.of("issuer", "consumer")) {
            String prefix = "EDGEPASS_" + service.toUpperCase(Locale.ROOT) + "_R2_";
            assertThat(home.envValue(prefix + "ACCESSKEYID")).isEqualTo(cloud.tokens.id("edgepass-" + service));
            assertThat(home.envValue(prefix + "SECRETACCESSKEY"))
                    .isEqualTo(hex(cloud.tokens.value("edgepass-" + service)));
        }
        assertThat(home.envValue("EDGEPASS_KV_APITOKEN")).isEqualTo(cloud.tokens.value("edgepass-kv"));
    }

    static String hex(String secret) {
        return HexFormat.of().formatHex(Sha256.hash(secret));
    }
}
