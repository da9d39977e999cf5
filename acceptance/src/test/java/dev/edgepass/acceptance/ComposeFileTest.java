package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** {@code docker-compose.yml} says what the modules and the local stack say. */
class ComposeFileTest {
    private static final Path ROOT = EdgepassCommand.ROOT;
    private static Map<String, Map<String, Object>> services;

    @BeforeAll
    static void read() throws IOException {
        try (Reader yaml = Files.newBufferedReader(ROOT.resolve("docker-compose.yml"))) {
            Map<String, Map<String, Map<String, Object>>> file = new Yaml().load(yaml);
            services = file.get("services");
        }
    }

    @Test
    void it_has_the_parts_of_the_system() {
        assertThat(services)
                .containsOnlyKeys("kafka", "redis", "feed-keys", "issuer", "revocation-consumer", "edge", "tunnel");
    }

    @Test
    void the_local_edge_is_left_out_where_the_real_account_is_used() {
        assertThat(services.get("edge").get("profiles")).isEqualTo(List.of("local"));
        assertThat(services.get("tunnel").get("profiles")).isEqualTo(List.of("cloudflare"));
        for (String always : List.of("kafka", "redis", "feed-keys", "issuer", "revocation-consumer")) {
            assertThat(services.get(always)).doesNotContainKey("profiles");
        }
    }

    @Test
    void every_image_of_ours_has_its_dockerfile_and_copies_what_the_build_makes() throws IOException {
        assertThat(Files.readString(ROOT.resolve("issuer/Dockerfile"))).contains("target/edgepass-issuer.jar");
        assertThat(Files.readString(ROOT.resolve("revocation-consumer/Dockerfile")))
                .contains("target/edgepass-revocation-consumer.jar");
        assertThat(Files.readString(ROOT.resolve("local-stack/Dockerfile")))
                .contains("edge-worker/target/worker/")
                .contains("container.mjs");
        assertThat(ROOT.resolve("local-stack/src/main/edge/container.mjs")).exists();
    }

    @Test
    void ports_are_published_on_loopback_only() {
        for (Map<String, Object> service : services.values()) {
            if (service.get("ports") instanceof List<?> ports) {
                assertThat(ports).allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:"));
            }
        }
    }

    @Test
    void no_secret_is_written_down() {
        for (String service : List.of("issuer", "revocation-consumer", "edge")) {
            environment(service).forEach((name, value) -> {
                if (name.contains("SECRET") || name.contains("TOKEN") || name.contains("ACCESSKEYID")) {
                    // Without a default, or with an empty one.
                    assertThat(value.toString()).matches("\\$\\{[A-Z0-9_]+(:\\?[^}]+|:-)}");
                }
            });
        }
    }

    @Test
    void every_way_to_log_in_is_open_to_configuration() {
        assertThat(environment("issuer"))
                .containsKeys(
                        "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUERURI",
                        "EDGEPASS_IDENTITY_HS256SECRETFILE",
                        "EDGEPASS_IDENTITY_AUDIENCE",
                        "EDGEPASS_IDENTITY_CLAIMS_ROLES",
                        "EDGEPASS_IDENTITY_PATHPOLICY_URL");
    }

    @Test
    void issuer_and_consumer_have_a_token_of_their_own_for_r2() {
        for (String member : List.of("ACCESSKEYID", "SECRETACCESSKEY")) {
            String issuer = environment("issuer").get("EDGEPASS_R2_" + member).toString();
            String consumer = environment("revocation-consumer")
                    .get("EDGEPASS_R2_" + member)
                    .toString();

            assertThat(issuer).startsWith("${EDGEPASS_ISSUER_R2_" + member + ":?");
            assertThat(consumer).startsWith("${EDGEPASS_CONSUMER_R2_" + member + ":?");
            // The local store knows one credential: that of the issuer, which reads both buckets.
            assertThat(environment("edge").get("EDGEPASS_R2_" + member)).isEqualTo(issuer);
        }
    }

    @Test
    void every_variable_that_has_to_be_set_is_in_the_deployment_guide() throws IOException {
        String guide = Files.readString(ROOT.resolve("docs/deploy.md"));
        Matcher required =
                Pattern.compile("\\$\\{(\\w+):\\?").matcher(Files.readString(ROOT.resolve("docker-compose.yml")));
        while (required.find()) {
            assertThat(guide).contains(required.group(1));
        }
    }

    @Test
    void our_services_run_without_privileges() {
        for (String service : List.of("feed-keys", "issuer", "revocation-consumer", "edge")) {
            assertThat(services.get(service))
                    .containsEntry("read_only", true)
                    .containsEntry("cap_drop", List.of("ALL"));
        }
    }

    @Test
    void the_log_and_the_read_model_are_kept_in_volumes() {
        assertThat(services.get("kafka").get("volumes").toString()).contains("/var/lib/kafka/data");
        assertThat(services.get("redis").get("command").toString()).contains("appendonly");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> environment(String service) {
        return (Map<String, Object>) services.get(service).get("environment");
    }
}
