package dev.edgepass.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import dev.edgepass.jdk.FeedKeyFiles;
import dev.edgepass.local.stack.DataFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PrepareContainersCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path env;
    private Path data;

    @BeforeEach
    void name_the_files() {
        env = folder.resolve("env");
        data = folder.resolve("data");
    }

    @Test
    void the_local_edge_needs_nothing_but_what_it_makes() throws Exception {
        assertThat(prepare()).as(err.toString()).isZero();

        assertThat(variables())
                .containsEntry("EDGEPASS_ISSUER_PROFILE", "local")
                .containsEntry("EDGEPASS_DATA", data.toString())
                .containsEntry(
                        "EDGEPASS_UID", Files.getAttribute(folder, "unix:uid").toString());
        assertThat(variables().get("EDGEPASS_KV_APITOKEN")).matches("[0-9a-f]{64}");
        assertThat(variables().get("EDGEPASS_CONSUMER_R2_SECRETACCESSKEY"))
                .matches("[0-9a-f]{64}")
                .isEqualTo(variables().get("EDGEPASS_ISSUER_R2_SECRETACCESSKEY"));
        assertThat(data.resolve("keys/public/login-public.jwks")).exists();
        assertThat(out.toString())
                .contains(
                        "docker compose --profile local up --build --wait", "./edgepass login --admin --data " + data);
    }

    @Test
    void nobody_else_reads_the_keys_and_the_variables() throws IOException {
        prepare();

        assertThat(mode(env)).isEqualTo("rw-------");
        try (Stream<Path> all = Files.walk(data.resolve("keys"))) {
            assertThat(all)
                    .allSatisfy(path ->
                            assertThat(mode(path)).isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void what_is_in_the_readers_folder_is_public() throws Exception {
        prepare();

        JWKSet pinned = JWKSet.load(data.resolve("keys/public/feed-public.jwks").toFile());
        assertThat(pinned.getKeys()).hasSize(2).noneMatch(key -> key.isPrivate());
        assertThat(data.resolve("keys/consumer")).isDirectoryContaining("glob:**/feed.jwk");
        assertThat(data.resolve("keys/issuer")).isDirectoryNotContaining("regex:.*(jwk|pepper).*");
    }

    @Test
    void the_edge_has_the_issuers_secret_of_reports_and_a_key_of_networks_of_its_own() throws IOException {
        prepare();

        String secret = Files.readString(data.resolve("keys/issuer/usage-secret"));
        assertThat(Base64.getDecoder().decode(secret)).hasSize(32);
        assertThat(data.resolve("keys/edge/usage-secret")).hasContent(secret);
        assertThat(data.resolve("keys/edge/network-key")).content().isNotEqualTo(secret);
        assertThat(data.resolve("keys/edge")).isDirectoryNotContaining("regex:.*(jwk|pepper).*");

        Files.writeString(data.resolve("keys/edge/usage-secret"), "another");
        assertThat(prepare()).isNotZero();
    }

    @Test
    void a_second_run_changes_nothing_and_says_what_it_kept() throws IOException {
        Files.writeString(env, "# mine\nEDGEPASS_KV_APITOKEN=my token");
        prepare();
        String variables = Files.readString(env);
        String feedKey = Files.readString(data.resolve("keys/consumer/feed.jwk"));
        assertThat(variables).startsWith("# mine\nEDGEPASS_KV_APITOKEN=my token\n");
        out.getBuffer().setLength(0);

        assertThat(prepare()).isZero();

        assertThat(env).hasContent(variables);
        assertThat(data.resolve("keys/consumer/feed.jwk")).hasContent(feedKey);
        assertThat(out.toString()).contains("added    nothing").containsPattern("kept .*EDGEPASS_KV_APITOKEN");
    }

    @Test
    void a_replicated_system_is_one_from_its_beginning() throws IOException {
        assertThat(prepare("--replicated")).as(err.toString()).isZero();
        assertThat(variables())
                .containsEntry("EDGEPASS_LOG_REPLICAS", "3")
                .containsEntry("EDGEPASS_KAFKA_BROKERS", "kafka:9092,kafka-2:9092,kafka-3:9092")
                .containsEntry("SPRING_DATA_REDIS_SENTINEL_MASTER", "edgepass");
        assertThat(out.toString()).contains("docker compose --profile local --profile replicated up --build --wait");

        assertThat(prepare("--replicated")).as(err.toString()).isZero();
    }

    @Test
    void a_system_of_one_broker_is_not_made_one_of_three_which_would_lose_its_log() throws IOException {
        prepare();
        String variables = Files.readString(env);

        assertThat(prepare("--replicated")).isEqualTo(1);

        assertThat(err.toString()).contains("a system with one broker", "edgepass backup");
        assertThat(env).hasContent(variables);
    }

    @Test
    void keys_of_before_go_to_their_services_folders() throws Exception {
        DataFolder before = new DataFolder(data);
        Files.createDirectories(data.resolve("keys/signing"));
        String kid = new FeedKeyFiles(before.feedKey()).pin().getKeys().get(0).getKeyID();
        Files.writeString(before.pepper(), "pepper");
        Files.writeString(data.resolve("keys/signing/x.jwk"), "further key");

        assertThat(prepare()).as(err.toString()).isZero();

        assertThat(new FeedKeyFiles(before.feedKey()).signing().getKeyID()).isEqualTo(kid);
        assertThat(data.resolve("keys/issuer/pepper")).hasContent("pepper");
        assertThat(data.resolve("keys/issuer/signing/x.jwk")).hasContent("further key");
        assertThat(data.resolve("keys/feed-public.jwks")).doesNotExist();
    }

    @Test
    void for_an_account_no_credential_is_made_up() throws IOException {
        assertThat(prepare("--cloudflare")).isZero();

        assertThat(variables())
                .containsOnlyKeys("EDGEPASS_UID", "EDGEPASS_GID", "EDGEPASS_DATA", "EDGEPASS_ISSUER_PROFILE")
                .containsEntry("EDGEPASS_ISSUER_PROFILE", "production");
        assertThat(data.resolve("keys/login.jwk")).doesNotExist();
        assertThat(out.toString()).containsPattern("Still to be set.*EDGEPASS_KV_APITOKEN.*EDGEPASS_TUNNEL_TOKEN");
    }

    @Test
    void the_local_edges_variables_are_not_taken_for_an_account() {
        prepare();

        assertThat(prepare("--cloudflare")).isEqualTo(1);
        assertThat(err.toString()).contains("EDGEPASS_ISSUER_PROFILE=local");
    }

    private Map<String, String> variables() throws IOException {
        return Files.readAllLines(env).stream()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private int prepare(String... more) {
        CommandLine commandLine = EdgepassCommand.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        Stream<String> arguments =
                Stream.of("prepare-containers", "--data", data.toString(), "--env-file", env.toString());
        return commandLine.execute(Stream.concat(arguments, Arrays.stream(more)).toArray(String[]::new));
    }
}
