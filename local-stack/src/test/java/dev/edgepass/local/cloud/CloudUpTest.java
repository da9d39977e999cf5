package dev.edgepass.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.local.process.LockFile;
import dev.edgepass.local.process.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What {@code up} makes in an account, and what {@code plan} says of it. */
class CloudUpTest extends CloudCase {
    @Test
    void a_plan_says_what_up_would_make_and_changes_nothing() throws Exception {
        String before = cloud.state();

        List<String> lines = home.plan();

        assertThat(cloud.state()).isEqualTo(before);
        assertThat(cloud.changes()).isEmpty();
        assertThat(home.env()).doesNotExist();
        assertThat(folder.resolve(".edgepass")).doesNotExist();
        assertThat(lines)
                .contains(
                        "  make     the R2 bucket my-media, private",
                        "  make     the KV namespace edgepass-segments",
                        "  make     the Worker edgepass-edge",
                        "  make     the tunnel edgepass",
                        "23 steps. Nothing was changed.");
    }

    @Test
    void while_one_run_changes_things_another_changes_nothing() {
        LockFile lock = home.files().lock();
        try (lock) {
            assertThatThrownBy(home::up)
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("Another edgepass cloud (process "
                            + ProcessHandle.current().pid() + ")");
            assertThat(cloud.changes()).isEmpty();
        }

        home.up();
        LockFile again = home.files().lock();
        try (again) {
            assertThatThrownBy(home::down).isInstanceOf(StartFailure.class);
        }
        assertThat(cloud.workers.of("edgepass-edge")).isNotNull();
    }

    @Test
    void up_makes_all_of_it() {
        List<String> lines = home.up();

        assertThat(cloud.state())
                .contains(
                        "my-media",
                        "edgepass-feed",
                        "edgepass-audit",
                        "edgepass-segments",
                        "media.example.com",
                        ".cfargotunnel.com");
        ObjectNode worker = cloud.workers.of("edgepass-edge");
        assertThat(worker.path("observability")
                        .path("logs")
                        .path("invocation_logs")
                        .asBoolean(true))
                .isFalse();
        assertThat(worker.path("cache_options").path("enabled").asBoolean(true)).isFalse();
        assertThat(worker.path("subdomain").toString()).isEqualTo("{\"enabled\":false,\"previews_enabled\":false}");
        assertThat(worker.path("bindings").toString())
                .contains(CloudHome.read(folder.resolve(".edgepass/keys/feed-public.jwks"))
                        .replace("\"", "\\\""))
                .doesNotContain("\\\"d\\\"");
        assertThat(cloud.network
                        .tunnel("edgepass")
                        .path("config")
                        .path("ingress")
                        .toString())
                .isEqualTo("[{\"hostname\":\"issuer.example.com\",\"service\":\"http://issuer:8780\"},"
                        + "{\"service\":\"http_status:404\"}]");
        assertThat(cloud.network.rules().get(0).path("expression").asString())
                .isEqualTo("starts_with(http.request.uri.path, \"/view/\")");
        assertThat(lines.get(lines.size() - 1)).contains("kept nowhere", "Delete it", "api-tokens");
    }

    @Test
    void the_quarantine_takes_parts_from_the_issuers_page_and_ends_what_is_unfinished_after_a_day() {
        ObjectNode rule = cloud.storage
                .add("edgepass-quarantine")
                .withObject("lifecycle")
                .putArray("rules")
                .addObject()
                .put("id", "Default Multipart Abort Rule")
                .put("enabled", true);
        rule.putObject("conditions").put("prefix", "");
        rule.putObject("abortMultipartUploadsTransition")
                .putObject("condition")
                .put("type", "Age")
                .put("maxAge", 604_800);

        home.up();

        assertThat(cloud.storage
                        .of("edgepass-quarantine")
                        .path("cors")
                        .path("rules")
                        .toString())
                .contains("\"origins\":[\"https://issuer.example.com\"]", "\"exposeHeaders\":[\"ETag\"]");
        assertThat(cloud.storage
                        .of("edgepass-quarantine")
                        .path("lifecycle")
                        .path("rules")
                        .toString())
                .contains("Default Multipart Abort Rule", "\"condition\":{\"type\":\"Age\",\"maxAge\":86400}");
        assertThat(home.up()).anyMatch(line -> line.contains("There is nothing to do."));
    }

    @Test
    void env_has_what_the_containers_need_for_its_owner_only_and_its_other_lines() throws Exception {
        Files.writeString(
                home.env(),
                "# mine\nOTHER='a b'\nEDGEPASS_R2_ENDPOINT=http://edge:8785/x\nEDGEPASS_ISSUER_PROFILE=mine\n");
        Files.setPosixFilePermissions(home.env(), PosixFilePermissions.fromString("rw-r--r--"));

        home.up();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.env())))
                .isEqualTo("rw-------");
        assertThat(home.env())
                .content()
                .startsWith("# mine\nOTHER='a b'\nEDGEPASS_R2_ENDPOINT=https://" + FakeCloudflare.ACCOUNT
                        + ".r2.cloudflarestorage.com\nEDGEPASS_ISSUER_PROFILE=mine\n")
                .contains(
                        "EDGEPASS_R2_MEDIABUCKET=my-media\n",
                        "EDGEPASS_R2_QUARANTINEBUCKET=edgepass-quarantine\n",
                        "EDGEPASS_PUBLICURL=https://issuer.example.com\n",
                        "EDGEPASS_EDGE_BASEURL=https://media.example.com\n",
                        "EDGEPASS_IDENTITY_LOCALJWKSFILE=\n");
        assertThat(home.envValue("EDGEPASS_ISSUER_R2_ACCESSKEYID")).isEqualTo(cloud.tokens.id("edgepass-issuer"));
        assertThat(home.envValue("EDGEPASS_TUNNEL_TOKEN"))
                .isEqualTo(FakeNetwork.tunnelToken(
                        cloud.network.tunnel("edgepass").path("id").asString()));
        secretsInEnvAreTheCurrentOnes();
    }

    @Test
    void a_profile_that_trusts_development_logins_is_kept_and_told() throws Exception {
        Files.writeString(home.env(), "EDGEPASS_ISSUER_PROFILE=local\n");

        assertThat(home.up()).anyMatch(line -> line.startsWith("Set EDGEPASS_ISSUER_PROFILE=production in "));
        assertThat(home.envValue("EDGEPASS_ISSUER_PROFILE")).isEqualTo("local");
    }

    @Test
    void a_bucket_to_close_that_isnt_of_the_deployment_is_told_before_anything_is_changed() {
        assertThatThrownBy(() -> home.up("my-medja"))
                .hasMessage(
                        "--close-bucket: my-medja (expected: my-media, edgepass-feed, edgepass-audit or edgepass-quarantine).");
        assertThat(cloud.changes()).isEmpty();
    }

    @Test
    void each_token_has_the_rights_of_its_service_and_no_others() {
        home.up();

        String tokens = cloud.tokens.state().toString();
        String bucket = "com.cloudflare.edge.r2.bucket." + FakeCloudflare.ACCOUNT + "_default_";
        assertThat(tokens).contains("\"resources\":{\"" + bucket + "my-media\":\"*\"}");
        // The issuer's and the thumbnails' worker's.
        assertThat(tokens.split("my-media\":", -1)).hasSize(3);
        assertThat(tokens.split("edgepass-feed\":", -1)).hasSize(3);
        assertThat(tokens).containsOnlyOnce("com.cloudflare.api.account." + FakeCloudflare.ACCOUNT);
    }

    @Test
    void a_second_up_finds_nothing_to_do() {
        home.up();
        cloud.fail(-1, FakeCloudflare.Failure.REFUSED);
        String before = cloud.state();

        List<String> lines = home.up();

        assertThat(cloud.changes()).isEmpty();
        assertThat(cloud.state()).isEqualTo(before);
        assertThat(lines).contains("There is nothing to do.").noneMatch(line -> line.startsWith("  done"));
    }

    @Test
    void without_a_yes_nothing_is_changed() {
        String before = cloud.state();

        List<String> lines = home.answering("y").upAsking();

        assertThat(lines).contains("Nothing was changed.");
        assertThat(cloud.state()).isEqualTo(before);
        assertThat(home.record()).doesNotExist();
    }

    @Test
    void the_jurisdiction_is_in_buckets_bindings_tokens_and_endpoint() {
        home.wanting(CloudHome.deployment(Optional.of("eu"), List.of())).up();

        assertThat(cloud.storage.has("eu", "my-media")).isTrue();
        assertThat(cloud.workers.of("edgepass-edge").path("bindings").toString())
                .contains("\"jurisdiction\":\"eu\"");
        assertThat(cloud.tokens.state().toString()).contains("_eu_my-media").doesNotContain("_default_");
        assertThat(home.envValue("EDGEPASS_R2_ENDPOINT")).contains(".eu.r2.cloudflarestorage.com");
    }

    @Test
    void a_lost_secret_gets_a_new_value_and_that_is_said() throws Exception {
        home.up();
        String old = cloud.tokens.value("edgepass-kv");
        Files.writeString(
                home.env(),
                CloudHome.read(home.env())
                        .replaceAll("EDGEPASS_KV_APITOKEN=.*", "EDGEPASS_KV_APITOKEN=local-token-of-the-containers")
                        .replaceAll("EDGEPASS_CONSUMER_R2_SECRETACCESSKEY=.*\n", ""));

        List<String> lines = home.up();

        assertThat(lines)
                .contains(
                        "  change   the API token edgepass-kv: .env lacks its secret, so it gets a new one, and the old one ends",
                        "  change   the API token edgepass-consumer: .env lacks its secret, so it gets a new one, and the old one ends",
                        "  there    the API token edgepass-issuer");
        assertThat(cloud.tokens.value("edgepass-kv")).isNotEqualTo(old);
        secretsInEnvAreTheCurrentOnes();
    }

    @Test
    void the_worker_reports_views_with_the_issuers_secret_and_a_key_of_networks_that_only_it_has() throws Exception {
        List<String> lines = home.up();

        String usageSecret = CloudHome.read(home.usageSecret());
        String networkKey = cloud.workers.secret("NETWORK_KEY");
        assertThat(lines).contains("  make     the secret of views' reports in " + home.usageSecret());
        assertThat(cloud.workers.of("edgepass-edge").path("bindings").toString())
                .contains("https://issuer.example.com/api/v1/media/usage");
        assertThat(cloud.workers.secret("USAGE_SECRET")).isEqualTo(usageSecret);
        assertThat(Base64.getDecoder().decode(usageSecret)).hasSize(32);
        assertThat(Base64.getDecoder().decode(networkKey)).hasSize(32);
        assertThat(home.everythingSaid()).doesNotContain(usageSecret).doesNotContain(networkKey);
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(CloudHome.read(file)).doesNotContain(networkKey));
        }

        assertThat(home.up()).contains("There is nothing to do.");
        Files.writeString(home.usageSecret(), "bmV3IHNlY3JldCwgbmV3IHNlY3JldCwgbmV3IHNlY3I=");
        assertThat(home.up()).contains("  done     change the Worker edgepass-edge: code or settings of another build");
        assertThat(cloud.workers.secret("USAGE_SECRET")).startsWith("bmV3");
        assertThat(cloud.workers.secret("NETWORK_KEY")).isEqualTo(networkKey);
    }

    @Test
    void a_worker_without_the_key_of_networks_gets_one() {
        home.up();
        ObjectNode worker = cloud.workers.of("edgepass-edge");
        String before = cloud.workers.secret("NETWORK_KEY");
        for (int i = worker.path("bindings").size() - 1; i >= 0; i--) {
            if (worker.path("bindings").get(i).path("name").asString().equals("NETWORK_KEY")) {
                worker.withArray("bindings").remove(i);
            }
        }

        assertThat(home.up()).contains("  done     change the Worker edgepass-edge: NETWORK_KEY");
        assertThat(cloud.workers.secret("NETWORK_KEY")).isNotEqualTo(before);
    }

    @Test
    void new_code_new_feed_keys_or_a_changed_variable_deploy_the_worker_anew() throws Exception {
        home.up();
        Files.writeString(folder.resolve("edge-worker/target/worker/edgepass.js"), "export const fetch = 2;");
        assertThat(home.up()).contains("  done     change the Worker edgepass-edge: code or settings of another build");
        Files.writeString(folder.resolve(".edgepass/keys/feed-public.jwks"), "{\"keys\":[{}]}");
        assertThat(home.up()).contains("  done     change the Worker edgepass-edge: FEED_KEYS");
        ((ObjectNode) cloud.workers.of("edgepass-edge").path("bindings").get(0)).put("text", "changed by hand");
        assertThat(home.up()).anyMatch(line -> line.startsWith("  done     change the Worker edgepass-edge: "));
        assertThat(home.up()).contains("There is nothing to do.");
    }
}
