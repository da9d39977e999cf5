package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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
    private static Map<String, Map<String, Object>> networks;

    @BeforeAll
    static void read() throws IOException {
        try (Reader yaml = Files.newBufferedReader(ROOT.resolve("docker-compose.yml"))) {
            Map<String, Map<String, Map<String, Object>>> file = new Yaml().load(yaml);
            services = file.get("services");
            networks = file.get("networks");
        }
    }

    @Test
    void it_has_the_parts_of_the_system() {
        assertThat(services)
                .containsOnlyKeys(
                        "kafka",
                        "kafka-2",
                        "kafka-3",
                        "redis",
                        "redis-2",
                        "sentinel",
                        "sentinel-2",
                        "sentinel-3",
                        "issuer-2",
                        "revocation-consumer-2",
                        "issuer",
                        "revocation-consumer",
                        "thumbnails",
                        "r2-proxy",
                        "edge",
                        "tools",
                        "tunnel",
                        "prometheus",
                        "grafana");
    }

    @Test
    void the_local_edge_is_left_out_where_the_real_account_is_used() {
        assertThat(services.get("edge").get("profiles")).isEqualTo(List.of("local"));
        for (String account : List.of("tunnel", "r2-proxy")) {
            assertThat(services.get(account).get("profiles")).isEqualTo(List.of("cloudflare"));
        }
        // Started by hand only.
        assertThat(services.get("tools").get("profiles")).isEqualTo(List.of("tools"));
        for (String always : List.of("kafka", "redis", "issuer", "revocation-consumer", "thumbnails")) {
            assertThat(services.get(always)).doesNotContainKey("profiles");
        }
    }

    @Test
    void what_a_single_machine_needs_not_is_in_the_profile_replicated() {
        for (String more : List.of(
                "kafka-2",
                "kafka-3",
                "redis-2",
                "sentinel",
                "sentinel-2",
                "sentinel-3",
                "issuer-2",
                "revocation-consumer-2")) {
            assertThat(services.get(more).get("profiles")).as(more).isEqualTo(List.of("replicated"));
        }
    }

    @Test
    void the_second_of_each_service_differs_from_the_first_in_its_name_ports_and_data_alone() {
        for (String service : List.of("issuer", "revocation-consumer")) {
            Map<String, Object> second = new HashMap<>(services.get(service + "-2"));
            Map<String, Object> first = new HashMap<>(services.get(service));
            for (String own : List.of("profiles", "networks", "ports")) {
                first.remove(own);
                second.remove(own);
            }
            // Its own volume, and its own memory of the archive.
            assertThat(second.toString()
                            .replace("consumer-2:/var/lib/edgepass", "consumer:/var/lib/edgepass")
                            .replace("/keys/consumer/audit-2", "/keys/consumer/audit"))
                    .isEqualTo(first.toString());
        }
    }

    /** Else a container test would act on the deployment of this machine. */
    @Test
    void what_a_container_test_runs_by_the_command_line_acts_on_the_tests_own_project() {
        assertThat(new Compose(Path.of("env"), "a-test").variables())
                .containsOnlyKeys("COMPOSE_PROJECT_NAME", "COMPOSE_ENV_FILES")
                .containsEntry("COMPOSE_PROJECT_NAME", "a-test");
    }

    @Test
    void every_broker_has_an_id_a_name_and_a_volume_of_its_own() {
        for (String broker : List.of("kafka", "kafka-2", "kafka-3")) {
            String id = broker.equals("kafka") ? "1" : broker.substring("kafka-".length());
            assertThat(environment(broker).get("KAFKA_NODE_ID").toString()).isEqualTo(id);
            assertThat(environment(broker))
                    .containsEntry("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://" + broker + ":9092");
            assertThat(services.get(broker).get("volumes")).isEqualTo(List.of(broker + ":/var/lib/kafka/data"));
        }
    }

    @Test
    void every_image_of_ours_has_its_dockerfile_and_copies_what_the_build_makes() throws IOException {
        assertThat(Files.readString(ROOT.resolve("issuer/Dockerfile"))).contains("target/edgepass-issuer.jar");
        assertThat(Files.readString(ROOT.resolve("revocation-consumer/Dockerfile")))
                .contains("target/edgepass-revocation-consumer.jar");
        assertThat(Files.readString(ROOT.resolve("thumbnails/Dockerfile")))
                .contains("target/edgepass-thumbnails.jar", "target/lib/", "FROM eclipse-temurin:17-jre\n");
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
        for (String service : List.of("issuer", "revocation-consumer", "thumbnails", "edge", "tools")) {
            environment(service).forEach((name, value) -> {
                boolean isFile = String.valueOf(value).startsWith("/keys/");
                if (!isFile && (name.contains("SECRET") || name.contains("TOKEN") || name.contains("ACCESSKEYID"))) {
                    // Without a default, or with an empty one.
                    assertThat(String.valueOf(value)).matches("\\$\\{[A-Z0-9_]+(:\\?[^}]+|:-)}");
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
    void a_backend_on_this_machine_can_be_asked_over_http_by_those_who_say_so() {
        assertThat(environment("issuer"))
                .containsEntry(
                        "EDGEPASS_IDENTITY_PATHPOLICY_ALLOWPRIVATEHTTP",
                        "${EDGEPASS_PATHPOLICY_ALLOWPRIVATEHTTP:-false}");
        assertThat(services.get("issuer").get("extra_hosts")).isEqualTo(List.of("host.docker.internal:host-gateway"));
    }

    @Test
    void what_decodes_strangers_files_has_a_token_of_its_own_and_no_key_and_no_way_to_the_stores() {
        Map<String, Object> thumbnails = services.get("thumbnails");
        assertThat(thumbnails.get("networks")).isEqualTo(List.of("thumbnails"));
        assertThat(thumbnails.get("volumes")).isEqualTo(List.of("thumbnails:/var/lib/edgepass"));
        assertThat(thumbnails).doesNotContainKey("ports").containsKeys("mem_limit", "pids_limit");
        for (String member : List.of("ACCESSKEYID", "SECRETACCESSKEY")) {
            assertThat(environment("thumbnails").get("EDGEPASS_R2_" + member).toString())
                    .startsWith("${EDGEPASS_THUMBNAILS_R2_" + member + ":?");
        }
        assertThat(environment("thumbnails").keySet())
                .allSatisfy(name -> assertThat(name).matches("EDGEPASS_(R2|THUMBNAILS)_.*|JAVA_TOOL_OPTIONS"));
        assertThat(networks.get("thumbnails")).isEqualTo(Map.of("internal", true));
        assertThat(environment("r2-proxy")).containsOnlyKeys("EDGEPASS_R2_ENDPOINT");
        assertThat(services.get("r2-proxy")).doesNotContainKeys("ports", "volumes");
        for (String store : List.of("kafka", "redis", "revocation-consumer")) {
            assertThat(services.get(store).toString()).doesNotContain("thumbnails");
        }
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
    void every_variable_that_has_to_be_set_is_documented() throws IOException {
        String guide = Files.readString(ROOT.resolve("docs/containers.md"));
        Matcher required =
                Pattern.compile("\\$\\{(\\w+):\\?").matcher(Files.readString(ROOT.resolve("docker-compose.yml")));
        while (required.find()) {
            assertThat(guide).contains(required.group(1));
        }
    }

    @Test
    void our_services_run_without_privileges() {
        for (String service : List.of("issuer", "revocation-consumer", "thumbnails", "r2-proxy", "edge", "tools")) {
            assertThat(services.get(service))
                    .containsEntry("read_only", true)
                    .containsEntry("cap_drop", List.of("ALL"));
        }
    }

    @Test
    void what_observes_runs_only_where_it_is_asked_for_without_privileges_and_with_bounded_memory() {
        for (String service : List.of("prometheus", "grafana")) {
            assertThat(services.get(service))
                    .containsEntry("profiles", List.of("observe"))
                    .containsEntry("read_only", true)
                    .containsEntry("cap_drop", List.of("ALL"))
                    .containsEntry("security_opt", List.of("no-new-privileges:true"))
                    .containsKey("mem_limit");
            assertThat(services.get(service).get("image").toString()).matches("[a-z/]+:v?\\d+\\.\\d+\\.\\d+");
            assertThat(binds(service)).allSatisfy(bind -> {
                assertThat(bind.get("read_only")).isEqualTo(true);
                assertThat(ROOT.resolve(bind.get("source").toString())).isDirectory();
            });
        }
    }

    @Test
    void the_issuers_metrics_are_in_the_containers_network_alone() {
        assertThat(environment("issuer")).containsEntry("EDGEPASS_MANAGEMENT_PORT", 8787);
        assertThat(services.get("issuer").get("ports")).isEqualTo(List.of("127.0.0.1:8780:8780"));
    }

    @Test
    void the_log_and_the_read_model_are_kept_in_volumes() {
        assertThat(services.get("kafka").get("volumes").toString()).contains("/var/lib/kafka/data");
        assertThat(services.get("redis").get("command").toString()).contains("appendonly");
    }

    @Test
    void nobody_is_in_the_profile_local_who_has_not_asked_for_it() {
        assertThat(environment("issuer"))
                .containsEntry("SPRING_PROFILES_ACTIVE", "${EDGEPASS_ISSUER_PROFILE:-production}")
                .containsEntry("EDGEPASS_IDENTITY_LOCALJWKSFILE", "${EDGEPASS_IDENTITY_LOCALJWKSFILE:-}");
    }

    @Test
    void each_service_sees_its_own_keys_and_the_public_parts() {
        assertThat(keysOf("issuer")).containsOnly("/keys/issuer", "/keys/public");
        assertThat(keysOf("revocation-consumer")).containsOnly("/keys/consumer", "/keys/public");
        assertThat(keysOf("edge")).containsOnly("/keys/edge", "/keys/public");
        assertThat(keysOf("tools")).containsOnly("/app", "/keys/public");
    }

    @Test
    void a_folder_of_keys_that_is_not_there_is_an_error_and_not_made_by_the_engine() {
        for (String service : List.of("issuer", "revocation-consumer", "edge", "tools")) {
            assertThat(binds(service))
                    .allSatisfy(bind -> assertThat(bind.get("bind")).isEqualTo(Map.of("create_host_path", false)));
        }
    }

    @Test
    void the_store_has_one_name_in_the_containers_and_on_this_machine() throws IOException {
        Map<String, List<String>> name = Map.of("aliases", List.of("edge.localhost"));
        assertThat(services.get("edge").get("networks")).isEqualTo(Map.of("default", name, "thumbnails", name));
        assertThat(environment("issuer").get("EDGEPASS_R2_ENDPOINT").toString())
                .contains("http://edge.localhost:8785/");
        assertThat(Files.readString(ROOT.resolve("local-stack/src/main/edge/container.mjs")))
                .contains("hosts: [\"edge.localhost\"]");
    }

    @Test
    void logs_do_not_fill_the_disk() {
        assertThat(services.values())
                .allSatisfy(
                        service -> assertThat(service.get("logging").toString()).contains("max-size", "max-file"));
    }

    @Test
    void each_instance_publishes_under_a_name_of_its_own() {
        assertThat(environment("revocation-consumer")).containsEntry("EDGEPASS_FEED_PUBLISHERID", "$${HOSTNAME}");
    }

    @Test
    void the_tests_containers_are_those_that_are_deployed() throws IOException {
        String tests = Files.readString(
                ROOT.resolve("local-stack/src/test/java/dev/edgepass/local/testing/ContainerServers.java"));
        for (String service : List.of("kafka", "redis")) {
            assertThat(tests).contains("\"" + services.get(service).get("image") + "\"");
        }
    }

    @Test
    void all_of_ours_runs_on_the_same_java() throws IOException {
        for (String module : List.of("issuer", "revocation-consumer")) {
            assertThat(Files.readString(ROOT.resolve(module + "/Dockerfile"))
                            .lines()
                            .filter(line -> line.startsWith("FROM ")))
                    .containsExactly("FROM eclipse-temurin:17-jre AS layers", "FROM eclipse-temurin:17-jre");
        }
        assertThat(services.get("tools")).containsEntry("image", "eclipse-temurin:17-jre");
    }

    private static List<String> keysOf(String service) {
        return binds(service).stream()
                .map(bind -> bind.get("target").toString())
                .toList();
    }

    private static List<Map<?, ?>> binds(String service) {
        return ((List<?>) services.get(service).get("volumes"))
                .stream()
                        .filter(volume -> volume instanceof Map)
                        .<Map<?, ?>>map(volume -> (Map<?, ?>) volume)
                        .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> environment(String service) {
        return (Map<String, Object>) services.get(service).get("environment");
    }
}
