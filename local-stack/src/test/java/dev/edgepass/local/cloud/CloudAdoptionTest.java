package dev.edgepass.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.local.process.StartFailure;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What {@code up} finds in an account: it takes it as it is, and leaves what is another's. */
class CloudAdoptionTest extends CloudCase {
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
    void other_origins_replace_those_of_our_cors_rule() {
        home.up();
        List<String> lines = home.wanting(CloudHome.deployment(Optional.empty(), List.of("https://new.example.com")))
                .up();

        assertThat(lines)
                .contains(
                        "  change   CORS of my-media: uploads from https://new.example.com instead of https://app.example.com");
        assertThat(cloud.storage.of("my-media").path("cors").path("rules")).hasSize(1);
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
    void a_record_of_another_account_is_refused() throws Exception {
        Files.createDirectories(home.record().getParent());
        Files.writeString(home.record(), "{\"account\":\"other\",\"zone\":\"example.com\",\"made\":{}}");

        assertThatThrownBy(home::up)
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("is of the account other, not of " + FakeCloudflare.ACCOUNT);
    }

    private void publicBucket() {
        ObjectNode bucket = cloud.storage.add("my-media", "a.jpg");
        ((ObjectNode) bucket.path("managed")).put("enabled", true);
        bucket.withArray("custom").addObject().put("domain", "cdn.example.com").put("enabled", true);
    }

    private boolean isPublic() {
        return state("my-media").contains("\"enabled\":true");
    }
}
