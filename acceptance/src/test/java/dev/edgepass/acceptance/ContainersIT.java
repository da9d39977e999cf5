package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jwt.SignedJWT;
import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.media.R2;
import dev.edgepass.local.process.Folders;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;

/** The composed system with the local edge, in containers: {@code mvn -Pcontainers verify}. */
@Tag("containers")
class ContainersIT {
    private static final URI ISSUER = URI.create("http://127.0.0.1:8780/api/v1/media/");
    private static final URI EDGE = URI.create("http://127.0.0.1:8790");
    private static final String PASSPHRASE = "all but the edge is lost\n";
    private static final String KEY = "projects/42/a.jpg";

    @TempDir
    static Path folder;

    private static final Web WEB = new Web();
    private static Compose compose;
    private static String login;

    @BeforeAll
    static void bring_it_up() throws Exception {
        String missing = Compose.missing();
        assumeTrue(missing.isEmpty(), missing);

        Path envFile = folder.resolve("env");
        prepare(envFile);
        compose = new Compose(envFile, "edgepass-it", "local");
        EdgepassCommand.Result up = compose.documented("docker compose --profile local up --build --wait");
        assertThat(up.exitCode()).as(up.output()).isZero();

        EdgepassCommand.Result made = DocumentedCommand.command("./edgepass login --admin")
                .plus("--data", data())
                .run(Duration.ofMinutes(1));
        assertThat(made.exitCode()).as(made.output()).isZero();
        login = made.output().strip();
        upload();
    }

    @AfterAll
    static void take_it_down() {
        if (compose != null) {
            compose.documented("docker compose --profile local down --volumes");
        }
    }

    @Test
    void a_revocation_is_refused_at_the_edge() throws Exception {
        revokeAndAwaitRefusal();
    }

    @Test
    void an_upload_has_a_url_that_browsers_take_for_this_machine() {
        Web.Answer answer = call(
                "POST",
                "upload-urls",
                "{\"uploads\":[{\"key\":\"projects/42/b.jpg\",\"size\":5,\"contentType\":\"image/jpeg\"}]}");

        assertThat(answer.json().get("uploads").get(0).get("url").asString())
                .startsWith("http://edge.localhost:8785/cdn-cgi/local/r2/s3/edgepass-media/projects/42/b.jpg?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "kafka", "revocation-consumer", "issuer", "edge"})
    void what_was_acknowledged_outlives_a_kill(String service) throws Exception {
        String kept = mint();
        String revoked = revokeAndAwaitRefusal();

        compose.succeed("kill", service);
        compose.succeed("start", service);

        patiently().untilAsserted(() -> assertThat(view(kept)).isEqualTo(200));
        patiently().untilAsserted(() -> assertThat(view(revoked)).isEqualTo(403));
        patiently().until(() -> compose.health(service).equals("healthy"));
        revokeAndAwaitRefusal();
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "kafka"})
    void a_store_at_another_address_is_found_within_30_seconds(String service) throws Exception {
        String kept = mint();
        String before = compose.address(service);
        compose.succeed("stop", service);
        String image = Compose.docker("inspect", "--format", "{{.Config.Image}}", "edgepass-it-" + service + "-1");
        List<String> others = compose.take(before, image);
        try {
            patiently().until(() -> compose.health("revocation-consumer").equals("unhealthy"));
            assertThat(view(kept)).isEqualTo(200);
            compose.succeed("start", service);

            assertThat(compose.address(service)).isNotEqualTo(before);
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(revoke(mint()).status()).isEqualTo(201));
            patiently().until(() -> compose.health("revocation-consumer").equals("healthy"));
        } finally {
            others.forEach(other -> Compose.docker("rm", "--force", "--volumes", other));
        }
    }

    @Test
    void down_and_up_keep_everything() throws Exception {
        String kept = mint();
        String revoked = revokeAndAwaitRefusal();

        compose.succeed("down");
        compose.succeed("up", "--wait");

        patiently().untilAsserted(() -> assertThat(view(kept)).isEqualTo(200));
        patiently().untilAsserted(() -> assertThat(view(revoked)).isEqualTo(403));
        revokeAndAwaitRefusal();
    }

    @Test
    void its_parts_tell_their_state_by_the_command_of_the_local_stack() throws Exception {
        revokeAndAwaitRefusal();

        EdgepassCommand.Result status = run(DocumentedCommand.command("./edgepass status"));

        assertThat(status.exitCode()).as(status.output()).isZero();
        assertThat(status.output()).contains("control log at kafka:9092", "http://issuer:8780", "edge.localhost:8790");
        compose.succeed("stop", "revocation-consumer");
        try {
            assertThat(run(DocumentedCommand.command("./edgepass status")))
                    .returns(1, EdgepassCommand.Result::exitCode)
                    .matches(down -> down.output().contains("the revocation consumer doesn't answer"));
        } finally {
            compose.succeed("start", "revocation-consumer");
        }
    }

    @Test
    void the_doctor_sees_all_of_it_from_this_machine_and_from_inside() throws Exception {
        revokeAndAwaitRefusal();

        EdgepassCommand.Result doctor = run(DocumentedCommand.command("./edgepass doctor"));

        assertThat(doctor.exitCode()).as(doctor.output()).isZero();
        assertThat(doctor.output())
                .contains(
                        "ok      settings.login",
                        "ok      redis.eviction",
                        "ok      feed.signature",
                        "ok      issuer.parts")
                .contains("ok      kv.write", "unknown store.tokens");
        compose.succeed("exec", "-T", "redis", "redis-cli", "CONFIG", "SET", "appendonly", "no");
        try {
            EdgepassCommand.Result broken = run(DocumentedCommand.command("./edgepass doctor"));
            assertThat(broken.exitCode()).isEqualTo(1);
            assertThat(broken.output())
                    .contains(
                            "fail    redis.append-only",
                            "-> docker compose exec redis redis-cli CONFIG SET appendonly yes");
        } finally {
            compose.succeed("exec", "-T", "redis", "redis-cli", "CONFIG", "SET", "appendonly", "yes");
        }
    }

    @Test
    void a_replay_finds_no_difference_and_a_mistyped_one_starts_nothing() {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    EdgepassCommand.Result replay = run(DocumentedCommand.command("./edgepass replay --dry-run"));
                    assertThat(replay.exitCode()).as(replay.output()).isZero();
                });

        EdgepassCommand.Result mistyped = compose.compose("run", "--rm", "-T", "revocation-consumer", "--replay");
        assertThat(mistyped.exitCode()).isEqualTo(2);
        assertThat(mistyped.output()).contains("revocation-consumer: --replay (expected:");
    }

    @Test
    void a_rotated_feed_key_goes_on_publishing() throws Exception {
        EdgepassCommand.Result rotation = run(DocumentedCommand.command("./edgepass rotate-feed-key"));
        assertThat(rotation.exitCode()).as(rotation.output()).isZero();
        revokeAndAwaitRefusal();

        // The Worker pins what was there at its start: the next key among it.
        assertThat(compose.documented("docker compose restart revocation-consumer"))
                .returns(0, EdgepassCommand.Result::exitCode);
        patiently().until(() -> compose.health("revocation-consumer").equals("healthy"));
        revokeAndAwaitRefusal();
    }

    @Test
    void all_but_the_edge_is_lost_and_comes_back_from_a_backup() throws Exception {
        String revoked = revokeAndAwaitRefusal();
        String link = call("POST", "share-links", "{\"paths\":[\"projects/42/\"]}")
                .json()
                .get("id")
                .asString();
        Path file = folder.resolve("backup.age");
        EdgepassCommand.Result backup = run(PASSPHRASE, "backup", file.toString());
        assertThat(backup.exitCode()).as(backup.output()).isZero();
        assertThat(revoke("link", link).status()).isEqualTo(201);

        compose.succeed("down");
        compose.delete("kafka", "redis");
        Folders.delete(data());
        EdgepassCommand.Result restore = run(PASSPHRASE, "restore", file.toString());
        assertThat(restore.exitCode()).as(restore.output()).isZero();
        assertThat(restore.output()).containsPattern("Stays blocked, .*lnk:" + link);
        compose.succeed("up", "--wait");

        patiently().untilAsserted(() -> assertThat(view(revoked)).isEqualTo(403));
        revokeAndAwaitRefusal();
        assertThat(call("GET", "share-links/" + link, "").status()).isEqualTo(200);
    }

    @Test
    void an_auditor_asks_about_a_token_and_verifies_what_was_archived_also_after_a_kill() throws Exception {
        String jti = jti(revokeAndAwaitRefusal());
        compose.succeed("kill", "revocation-consumer");
        compose.succeed("start", "revocation-consumer");

        patiently()
                .until(
                        () -> call("GET", "audit/tokens/" + jti + "?path=" + KEY, "")
                                .json(),
                        answer -> answer.at("/atIssuer/verdict").asString().equals("refused")
                                && answer.at("/atIssuer/reason").asString().equals("revoked")
                                && answer.at("/atEdge/verdict").asString().equals("refused"));
        Web.Answer sealed = patiently().until(() -> call("POST", "audit/seal", ""), answer -> answer.status() == 200);
        EdgepassCommand.Result key = run(DocumentedCommand.command("./edgepass audit key"));
        assertThat(key.output().strip())
                .as("what the issuer gives out is signed by the consumer's key")
                .isEqualTo(sealed.json().get("verifierKey").asString());
        Path auditor = Files.writeString(folder.resolve("auditor.token"), login);
        Files.setPosixFilePermissions(auditor, PosixFilePermissions.fromString("rw-------"));
        for (JsonNode log : sealed.json().get("logs")) {
            if (log.get("size").asLong() == 0) {
                continue;
            }
            EdgepassCommand.Result exported = DocumentedCommand.command(
                            "./edgepass audit export --dir DIR --key KEY --to FOLDER")
                    .with("--dir", "--url")
                    .with("DIR", ISSUER.resolve("audit/log/" + log.get("id").asString()))
                    .plus("--token-file", auditor)
                    .with("KEY", key.output().strip())
                    .with("FOLDER", folder.resolve("export"))
                    .run(Duration.ofSeconds(60));
            assertThat(exported.exitCode()).as(exported.output()).isZero();
        }
        try (Stream<Path> files = Files.list(folder.resolve("export"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("edgepass.control-0-"))
                    .anyMatch(name -> name.startsWith("edgepass.issuance-"))
                    .anyMatch(name -> name.startsWith("edgepass.publications-0-"));
        }
    }

    @Test
    void an_upload_gets_its_thumbnail_from_a_worker_that_reaches_neither_kafka_nor_redis() throws Exception {
        String picture = "projects/42/picture.jpg";
        byte[] jpeg = jpeg();
        try (S3Client r2 = R2.client(store())) {
            r2.putObject(
                    put -> put.bucket("edgepass-media").key(picture).contentType("image/jpeg"),
                    RequestBody.fromBytes(jpeg));
        }

        assertThat(call("POST", "uploads/complete", "{\"keys\":[\"" + picture + "\"]}")
                        .status())
                .isEqualTo(200);

        String token = mint();
        patiently()
                .until(() -> WEB.get(EDGE.resolve("/view/" + token + "/" + picture + ".thumb.webp"))
                                .status()
                        == 200);
        for (String store : List.of("kafka/9092", "redis/6379")) {
            assertThat(compose.compose(
                            "exec", "-T", "thumbnails", "timeout", "3", "bash", "-c", "exec 3<>/dev/tcp/" + store))
                    .as(store)
                    .doesNotReturn(0, EdgepassCommand.Result::exitCode);
        }
        assertThat(compose.compose("exec", "-T", "thumbnails", "bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8782"))
                .as("such a question can be answered")
                .returns(0, EdgepassCommand.Result::exitCode);
    }

    private static void prepare(Path envFile) {
        EdgepassCommand.Result prepared = DocumentedCommand.command("./edgepass prepare-containers")
                .plus("--data", data(), "--env-file", envFile)
                .run(Duration.ofMinutes(10));
        assertThat(prepared.exitCode()).as(prepared.output()).isZero();
    }

    /** A command of {@code ./edgepass} on this system. */
    private static EdgepassCommand.Result run(DocumentedCommand command) {
        return command.plus("--data", data()).run(Duration.ofMinutes(2), compose.variables());
    }

    private static EdgepassCommand.Result run(String input, String command, String argument) {
        return EdgepassCommand.run(
                Duration.ofMinutes(3),
                input,
                compose.variables(),
                List.of(command, argument, "--data", data().toString()));
    }

    private static Path data() {
        return folder.resolve("data");
    }

    private static byte[] jpeg() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(1600, 1200, BufferedImage.TYPE_INT_RGB), "jpeg", bytes);
        return bytes.toByteArray();
    }

    private static S3Access store() throws IOException {
        Map<String, String> variables = Files.readAllLines(folder.resolve("env")).stream()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        return new S3Access(
                "http://127.0.0.1:8785/cdn-cgi/local/r2/s3",
                variables.get("EDGEPASS_ISSUER_R2_ACCESSKEYID"),
                variables.get("EDGEPASS_ISSUER_R2_SECRETACCESSKEY"),
                "edgepass-media",
                "edgepass-feed");
    }

    private static void upload() throws IOException {
        try (S3Client r2 = R2.client(store())) {
            r2.putObject(
                    put -> put.bucket("edgepass-media").key(KEY).contentType("image/jpeg"),
                    RequestBody.fromBytes(SharedStack.IMAGE_BYTES));
        }
    }

    /** A token that was viewed, revoked, and is refused now. */
    private static String revokeAndAwaitRefusal() throws Exception {
        String token = patiently().until(ContainersIT::mint, minted -> true);
        patiently().untilAsserted(() -> assertThat(view(token)).isEqualTo(200));
        patiently().untilAsserted(() -> assertThat(revoke(token).status()).isIn(201, 202));
        patiently().untilAsserted(() -> assertThat(view(token)).isEqualTo(403));
        return token;
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions();
    }

    private static String mint() {
        Web.Answer answer = call("POST", "access-token", "{\"paths\":[\"projects/42/\"]}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json().get("token").asString();
    }

    private static Web.Answer revoke(String token) throws Exception {
        return revoke("token", jti(token));
    }

    private static String jti(String token) throws ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet().getJWTID();
    }

    private static Web.Answer revoke(String kind, String id) {
        return call(
                "POST",
                "revocations",
                "{\"target\":{\"kind\":\"" + kind + "\",\"id\":\"" + id + "\"},\"reason\":\"acceptance\"}");
    }

    private static int view(String token) {
        return WEB.get(EDGE.resolve("/view/" + token + "/" + KEY)).status();
    }

    private static Web.Answer call(String method, String path, String json) {
        return WEB.call(method, ISSUER.resolve(path), login, json);
    }
}
