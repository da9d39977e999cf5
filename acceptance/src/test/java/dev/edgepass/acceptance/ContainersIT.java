package dev.edgepass.acceptance;

import static dev.edgepass.acceptance.ComposedSystem.KEY;
import static dev.edgepass.acceptance.ComposedSystem.jti;
import static dev.edgepass.acceptance.ComposedSystem.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.local.process.Folders;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The composed system with the local edge, in containers: {@code mvn -Pcontainers verify}. */
@Tag("containers")
class ContainersIT {
    private static final String PASSPHRASE = "all but the edge is lost\n";

    @TempDir
    static Path folder;

    private static ComposedSystem system;
    private static Compose compose;

    @BeforeAll
    static void bring_it_up() {
        system = ComposedSystem.start(
                folder,
                "edgepass-it",
                DocumentedCommand.command("./edgepass prepare-containers"),
                system -> system.documented("docker compose --profile local up --build --wait"),
                "local");
        compose = system.compose();
        system.upload(KEY, SharedStack.IMAGE_BYTES);
    }

    @AfterAll
    static void take_it_down() {
        if (system != null) {
            assertThat(compose.documented("docker compose --profile local down --volumes"))
                    .returns(0, EdgepassCommand.Result::exitCode);
        }
    }

    @Test
    void a_revocation_is_refused_at_the_edge() throws Exception {
        system.revokeAndAwaitRefusal();
    }

    @Test
    void an_upload_has_a_url_that_browsers_take_for_this_machine() {
        Web.Answer answer = system.call(
                "POST",
                "upload-urls",
                "{\"uploads\":[{\"key\":\"projects/42/b.jpg\",\"size\":5,\"contentType\":\"image/jpeg\"}]}");

        assertThat(answer.json().get("uploads").get(0).get("url").asString())
                .startsWith("http://edge.localhost:8785/cdn-cgi/local/r2/s3/edgepass-media/projects/42/b.jpg?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "kafka", "revocation-consumer", "issuer", "edge"})
    void what_was_acknowledged_outlives_a_kill(String service) throws Exception {
        String kept = system.mint();
        String revoked = system.revokeAndAwaitRefusal();

        compose.succeed("kill", service);
        compose.succeed("start", service);

        patiently().untilAsserted(() -> assertThat(system.view(kept, KEY)).isEqualTo(200));
        patiently().untilAsserted(() -> assertThat(system.view(revoked, KEY)).isEqualTo(403));
        patiently().until(() -> compose.health(service).equals("healthy"));
        system.revokeAndAwaitRefusal();
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "kafka"})
    void a_store_at_another_address_is_found_within_30_seconds(String service) throws Exception {
        String kept = system.mint();
        String before = compose.address(service);
        compose.succeed("stop", service);
        String image = Compose.docker("inspect", "--format", "{{.Config.Image}}", "edgepass-it-" + service + "-1");
        List<String> others = compose.take(before, image);
        try {
            patiently().until(() -> compose.health("revocation-consumer").equals("unhealthy"));
            assertThat(system.view(kept, KEY)).isEqualTo(200);
            compose.succeed("start", service);

            assertThat(compose.address(service)).isNotEqualTo(before);
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(
                                    system.revoke("token", jti(system.mint())).status())
                            .isEqualTo(201));
            patiently().until(() -> compose.health("revocation-consumer").equals("healthy"));
        } finally {
            others.forEach(other -> Compose.docker("rm", "--force", "--volumes", other));
        }
    }

    @Test
    void down_and_up_keep_everything() throws Exception {
        String kept = system.mint();
        String revoked = system.revokeAndAwaitRefusal();

        compose.succeed("down");
        compose.succeed("up", "--wait");

        patiently().untilAsserted(() -> assertThat(system.view(kept, KEY)).isEqualTo(200));
        patiently().untilAsserted(() -> assertThat(system.view(revoked, KEY)).isEqualTo(403));
        system.revokeAndAwaitRefusal();
    }

    @Test
    void its_parts_tell_their_state_by_the_command_of_the_local_stack() throws Exception {
        system.revokeAndAwaitRefusal();

        EdgepassCommand.Result status = system.run(DocumentedCommand.command("./edgepass status"));

        assertThat(status.exitCode()).as(status.output()).isZero();
        assertThat(status.output()).contains("control log at kafka:9092", "http://issuer:8780", "edge.localhost:8790");
        compose.succeed("stop", "revocation-consumer");
        try {
            assertThat(system.run(DocumentedCommand.command("./edgepass status")))
                    .returns(1, EdgepassCommand.Result::exitCode)
                    .matches(down -> down.output().contains("the revocation consumer doesn't answer"));
        } finally {
            compose.succeed("start", "revocation-consumer");
        }
    }

    @Test
    void the_doctor_sees_all_of_it_from_this_machine_and_from_inside() throws Exception {
        system.revokeAndAwaitRefusal();

        EdgepassCommand.Result doctor = system.run(DocumentedCommand.command("./edgepass doctor"));

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
            EdgepassCommand.Result broken = system.run(DocumentedCommand.command("./edgepass doctor"));
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
                    EdgepassCommand.Result replay =
                            system.run(DocumentedCommand.command("./edgepass replay --dry-run"));
                    assertThat(replay.exitCode()).as(replay.output()).isZero();
                });

        EdgepassCommand.Result mistyped = compose.compose("run", "--rm", "-T", "revocation-consumer", "--replay");
        assertThat(mistyped.exitCode()).isEqualTo(2);
        assertThat(mistyped.output()).contains("revocation-consumer: --replay (expected:");
    }

    @Test
    void a_rotated_feed_key_goes_on_publishing() throws Exception {
        EdgepassCommand.Result rotation = system.run(DocumentedCommand.command("./edgepass rotate-feed-key"));
        assertThat(rotation.exitCode()).as(rotation.output()).isZero();
        system.revokeAndAwaitRefusal();

        // The Worker pins what was there at its start: the next key among it.
        assertThat(compose.documented("docker compose restart revocation-consumer"))
                .returns(0, EdgepassCommand.Result::exitCode);
        patiently().until(() -> compose.health("revocation-consumer").equals("healthy"));
        system.revokeAndAwaitRefusal();
    }

    @Test
    void all_but_the_edge_is_lost_and_comes_back_from_a_backup() throws Exception {
        String revoked = system.revokeAndAwaitRefusal();
        String link = system.call("POST", "share-links", "{\"paths\":[\"projects/42/\"]}")
                .json()
                .get("id")
                .asString();
        Path file = folder.resolve("backup.age");
        EdgepassCommand.Result backup = system.run(PASSPHRASE, "backup", file.toString());
        assertThat(backup.exitCode()).as(backup.output()).isZero();
        assertThat(system.revoke("link", link).status()).isEqualTo(201);

        compose.succeed("down");
        compose.delete("kafka", "redis");
        Folders.delete(system.data());
        EdgepassCommand.Result restore = system.run(PASSPHRASE, "restore", file.toString());
        assertThat(restore.exitCode()).as(restore.output()).isZero();
        assertThat(restore.output()).containsPattern("Stays blocked, .*lnk:" + link);
        compose.succeed("up", "--wait");

        patiently().untilAsserted(() -> assertThat(system.view(revoked, KEY)).isEqualTo(403));
        system.revokeAndAwaitRefusal();
        assertThat(system.call("GET", "share-links/" + link, "").status()).isEqualTo(200);
    }

    @Test
    void an_auditor_asks_about_a_token_and_verifies_what_was_archived_also_after_a_kill() throws Exception {
        String jti = jti(system.revokeAndAwaitRefusal());
        compose.succeed("kill", "revocation-consumer");
        compose.succeed("start", "revocation-consumer");

        patiently()
                .until(
                        () -> system.call("GET", "audit/tokens/" + jti + "?path=" + KEY, "")
                                .json(),
                        answer -> answer.at("/atIssuer/verdict").asString().equals("refused")
                                && answer.at("/atIssuer/reason").asString().equals("revoked")
                                && answer.at("/atEdge/verdict").asString().equals("refused"));
        Web.Answer sealed =
                patiently().until(() -> system.call("POST", "audit/seal", ""), answer -> answer.status() == 200);
        EdgepassCommand.Result key = system.run(DocumentedCommand.command("./edgepass audit key"));
        assertThat(key.output().strip())
                .as("what the issuer gives out is signed by the consumer's key")
                .isEqualTo(sealed.json().get("verifierKey").asString());
        Path auditor = Files.writeString(folder.resolve("auditor.token"), system.login());
        Files.setPosixFilePermissions(auditor, PosixFilePermissions.fromString("rw-------"));
        for (JsonNode log : sealed.json().get("logs")) {
            if (log.get("size").asLong() == 0) {
                continue;
            }
            EdgepassCommand.Result exported = DocumentedCommand.command(
                            "./edgepass audit export --dir DIR --key KEY --to FOLDER")
                    .with("--dir", "--url")
                    .with(
                            "DIR",
                            ComposedSystem.ISSUER.resolve(
                                    "audit/log/" + log.get("id").asString()))
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
        system.upload(picture, jpeg());

        assertThat(system.call("POST", "uploads/complete", "{\"keys\":[\"" + picture + "\"]}")
                        .status())
                .isEqualTo(200);

        String token = system.mint();
        patiently().until(() -> system.view(token, picture + ".thumb.webp") == 200);
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

    @Test
    void an_upload_link_receives_a_file_that_is_no_media_until_it_is_accepted() throws IOException {
        JsonNode link = system.call(
                        "POST",
                        "share-links",
                        "{\"kind\":\"upload\",\"prefix\":\"projects/42/\",\"maxFiles\":1,\"maxBytes\":1000000}")
                .json();
        String url = link.get("url").asString();
        String session = system.call(
                        "POST",
                        "upload-links/sessions",
                        "{\"secret\":\"" + url.substring(url.lastIndexOf('/') + 1) + "\"}")
                .json()
                .get("session")
                .asString();
        byte[] jpeg = jpeg();
        String file = system.call(
                        "POST",
                        "upload-links/files",
                        "{\"session\":\"" + session
                                + "\",\"uploader\":\"Anna\",\"files\":[{\"name\":\"sent.jpg\",\"size\":" + jpeg.length
                                + "}]}")
                .json()
                .at("/files/0/id")
                .asString();
        String ofFile = "{\"session\":\"" + session + "\",\"id\":\"" + file + "\",\"parts\":";
        String part = system.call("POST", "upload-links/parts", ofFile + "[1]}")
                .json()
                .at("/parts/0/url")
                .asString();
        // Where the store's name leads to it; a browser on this machine knows it by itself.
        EdgepassCommand.Result put = compose.compose(
                "exec",
                "-T",
                "edge",
                "node",
                "-e",
                "fetch(process.argv[1], {method: 'PUT', body: Buffer.from(process.argv[2], 'base64')})"
                        + ".then((answer) => console.log(answer.headers.get('etag')))",
                part,
                Base64.getEncoder().encodeToString(jpeg));
        assertThat(put.exitCode()).as(put.output()).isZero();
        Web.Answer complete = system.call(
                "POST",
                "upload-links/files/complete",
                ofFile + "[{\"number\":1,\"etag\":"
                        + JsonMapper.shared().writeValueAsString(put.output().strip()) + "}]}");
        assertThat(complete.status()).as(complete.toString()).isEqualTo(200);
        String token = system.mint();
        assertThat(system.view(token, "projects/42/sent.jpg")).isEqualTo(404);

        Web.Answer accepted = system.call(
                "POST",
                "share-links/" + link.get("id").asString() + "/received/accept",
                "{\"files\":[\"" + file + "\"]}");

        assertThat(accepted.json().at("/accepted/0/key").asString())
                .as(accepted.toString())
                .isEqualTo("projects/42/sent.jpg");
        assertThat(system.view(token, "projects/42/sent.jpg")).isEqualTo(200);
    }

    private static byte[] jpeg() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(1600, 1200, BufferedImage.TYPE_INT_RGB), "jpeg", bytes);
        return bytes.toByteArray();
    }
}
