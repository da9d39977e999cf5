package dev.edgepass.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.jdk.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class CloudRunTest {
    @TempDir
    private Path folder;

    private final FakeCloudflare cloud = new FakeCloudflare();
    private CloudHome home;

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
                        "16 steps. Nothing was changed.");
    }

    @Test
    void up_makes_all_of_it() {
        List<String> lines = home.up();

        assertThat(cloud.state())
                .contains("my-media", "edgepass-feed", "edgepass-segments", "media.example.com", ".cfargotunnel.com");
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
                .hasMessage("--close-bucket: my-medja (expected: my-media or edgepass-feed).");
        assertThat(cloud.changes()).isEmpty();
    }

    @Test
    void each_token_has_the_rights_of_its_service_and_no_others() {
        home.up();

        String tokens = cloud.tokens.state().toString();
        String bucket = "com.cloudflare.edge.r2.bucket." + FakeCloudflare.ACCOUNT + "_default_";
        assertThat(tokens)
                .contains("\"resources\":{\"" + bucket + "my-media\":\"*\"}")
                .containsOnlyOnce("my-media\"");
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
    void what_is_there_is_adopted_and_foreign_rules_stay() {
        foreignThings();

        List<String> lines = home.up();

        assertThat(lines)
                .contains(
                        "  there    the R2 bucket my-media",
                        "  make     CORS of my-media: uploads from https://app.example.com (1 other rule stays)",
                        "  make     the tunnel's rule from issuer.example.com to http://issuer:8780 (1 other rule stays)")
                .anyMatch(line -> line.startsWith("  change   the Worker edgepass-edge: ")
                        && line.endsWith("(not ours, and kept: EXTRA SECRET)"));
        assertThat(cloud.network.tunnel("edgepass").path("config").toString())
                .isEqualTo("{\"warp-routing\":{\"enabled\":true},\"ingress\":["
                        + "{\"hostname\":\"other.example.com\",\"service\":\"http://other\"},"
                        + "{\"hostname\":\"issuer.example.com\",\"service\":\"http://issuer:8780\"},"
                        + "{\"service\":\"http_status:503\"}]}");
    }

    @Test
    void the_free_plans_only_rate_limiting_rule_stays_where_it_is_anothers() {
        String rule = cloud.network.addRule("login brute force");
        cloud.guard("the rate limiting rule", () -> cloud.network.hasRule(rule));

        List<String> lines = home.up();

        assertThat(lines)
                .anyMatch(line -> line.startsWith("  left     no rate limiting rule for /view/")
                        && line.contains("\"login brute force\""));
        assertThat(cloud.network.rules()).hasSize(1);
    }

    @Test
    void on_another_plan_the_rule_counts_the_media_host_only_and_stands_beside_others() {
        cloud.network.plan = "pro";
        String rule = cloud.network.addRule("login brute force");
        cloud.guard("the rate limiting rule", () -> cloud.network.hasRule(rule));

        home.up();

        assertThat(cloud.network.rules()).hasSize(2);
        assertThat(cloud.network.rules().get(1).path("expression").asString())
                .startsWith("http.host eq \"media.example.com\" and ");
    }

    @Test
    void the_jurisdiction_is_in_buckets_bindings_tokens_and_endpoint() {
        Deployment wanted = CloudHome.DEPLOYMENT;
        home.wanting(new Deployment(
                        wanted.account(),
                        wanted.zone(),
                        wanted.mediaHost(),
                        wanted.issuerHost(),
                        wanted.mediaBucket(),
                        Optional.of("eu"),
                        List.of()))
                .up();

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

    @Test
    void other_origins_replace_those_of_our_cors_rule() {
        home.up();
        Deployment wanted = CloudHome.DEPLOYMENT;
        List<String> lines = home.wanting(new Deployment(
                        wanted.account(),
                        wanted.zone(),
                        wanted.mediaHost(),
                        wanted.issuerHost(),
                        wanted.mediaBucket(),
                        Optional.empty(),
                        List.of("https://new.example.com")))
                .up();

        assertThat(lines)
                .contains(
                        "  change   CORS of my-media: uploads from https://new.example.com instead of https://app.example.com");
        assertThat(cloud.storage.of("my-media").path("cors").path("rules")).hasSize(1);
    }

    @Test
    void public_access_is_closed_by_the_buckets_typed_name_only() {
        publicBucket();

        assertThat(home.answering("yes", "my-medja").upAsking())
                .anyMatch(line -> line.startsWith("  left     the public"));
        assertThat(isPublic()).isTrue();
        assertThat(home.up()).anyMatch(line -> line.startsWith("  left     the public"));
        assertThat(home.up("edgepass-feed")).anyMatch(line -> line.startsWith("  left     the public"));
        assertThat(isPublic()).isTrue();

        assertThat(home.answering("my-media").upAsking())
                .contains("  done     close the public access of my-media by pub-my-media.r2.dev, cdn.example.com");
        assertThat(isPublic()).isFalse();
    }

    @Test
    void public_access_is_closed_for_a_script_that_names_the_bucket() {
        publicBucket();

        home.up("my-media");

        assertThat(isPublic()).isFalse();
        assertThat(cloud.storage.of("my-media").path("custom")).hasSize(1);
    }

    @Test
    void down_deletes_what_up_made_and_nothing_else() {
        String before = cloud.state();
        foreignThings();
        home.up();

        List<String> lines = home.down();

        assertThat(lines)
                .contains(
                        "  done     delete the KV namespace edgepass-segments with the copies in it",
                        "  done     delete the empty R2 bucket edgepass-feed");
        assertThat(cloud.storage.of("my-media")).isNotNull();
        assertThat(cloud.workers.of("edgepass-edge")).isNotNull();
        assertThat(cloud.network.tunnel("edgepass")).isNotNull();
        assertThat(cloud.state())
                .doesNotContain(
                        "edgepass-issuer", "edgepass-kv", "edgepass-segments", "edgepass-uploads", "http://issuer");
        assertThat(before).doesNotContain("edgepass");
        assertThat(home.down()).anyMatch(line -> line.startsWith("There is nothing to do."));
    }

    @Test
    void down_after_up_on_an_empty_account_leaves_an_empty_account() {
        String before = cloud.state();
        home.up();

        home.down();

        assertThat(cloud.state().replace("\"rules\" : [ ]", "\"rules\" : null")).isEqualTo(before);
        assertThat(folder.resolve(".edgepass/keys/feed.jwk")).exists();
        secretsAreMadeAnewByAnotherUp();
    }

    private void secretsAreMadeAnewByAnotherUp() {
        home.up();
        secretsInEnvAreTheCurrentOnes();
    }

    @Test
    void down_leaves_buckets_that_hold_objects_and_says_so() {
        home.up();
        cloud.storage.of("edgepass-feed").withArray("objects").addObject().put("key", "head");

        List<String> lines = home.down();

        assertThat(lines)
                .contains("  left     the R2 bucket edgepass-feed stays: it holds objects")
                .anyMatch(line -> line.startsWith("Still recorded in ") && line.contains("bucket:edgepass-feed"));
        assertThat(cloud.storage.of("edgepass-feed")).isNotNull();
        assertThat(cloud.storage.of("my-media")).isNull();
    }

    @Test
    void down_leaves_things_that_took_the_place_of_ours() throws Exception {
        home.up();
        String ours = cloud.network.tunnel("edgepass").path("id").asString();
        Files.writeString(home.record(), CloudHome.read(home.record()).replace(ours, "made-and-deleted-before"));

        List<String> lines = home.down();

        assertThat(lines).contains("  left     the tunnel edgepass stays: it isn't the one that this folder made");
        assertThat(cloud.network.tunnel("edgepass")).isNotNull();
    }

    @Test
    void a_record_of_another_account_is_refused() throws Exception {
        Files.createDirectories(home.record().getParent());
        Files.writeString(home.record(), "{\"account\":\"other\",\"zone\":\"example.com\",\"made\":{}}");

        assertThatThrownBy(home::up)
                .isInstanceOf(CloudFailure.class)
                .hasMessageContaining("is of the account other, not of " + FakeCloudflare.ACCOUNT);
    }

    /** One of everything that could be lost, with our names where that can be. */
    private void foreignThings() {
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

    private String state(String bucket) {
        return String.valueOf(cloud.storage.of(bucket));
    }

    private void publicBucket() {
        ObjectNode bucket = cloud.storage.add("my-media", "a.jpg");
        ((ObjectNode) bucket.path("managed")).put("enabled", true);
        bucket.withArray("custom").addObject().put("domain", "cdn.example.com").put("enabled", true);
    }

    private boolean isPublic() {
        return state("my-media").contains("\"enabled\":true");
    }

    private void secretsInEnvAreTheCurrentOnes() {
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
