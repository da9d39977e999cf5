package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.edgepass.local.media.R2;
import dev.edgepass.local.process.Ports;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** Issuer and consumer with the variables of {@code docker-compose.yml} and no other setting, outside of the profile {@code local}, on a stack's Kafka, Redis, R2 and KV. */
class ComposeFeedKeysIT {
    private static final byte[] LOGIN_SECRET = "the secret of an app's backend, for HS256".getBytes();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private final Web web = new Web();
    private final Map<String, Process> running = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final int port = Ports.free();
    private RunningStack stack;
    private ComposeEnvironment compose;
    private Path keys;

    @BeforeEach
    void take_the_place_of_a_stacks_services() throws Exception {
        stack = RunningStack.start(folder.resolve("stack"), 1);
        Map<String, String> settings = new HashMap<>();
        LinuxProcess consumer = LinuxProcess.of(stack.pid("consumer"));
        for (String word : consumer.command()) {
            int equals = word.indexOf('=');
            if (word.startsWith("--") && equals > 0) {
                settings.put(word.substring(2, equals), word.substring(equals + 1));
            }
        }
        String kvToken = consumer.environment().get("EDGEPASS_KV_APITOKEN");
        stack.kill("consumer");
        stack.kill("issuer");
        forgetTheHead();

        Path data = folder.resolve("data");
        EdgepassCommand.Result prepared = DocumentedCommand.command("./edgepass prepare-containers --cloudflare")
                .plus("--data", data, "--env-file", folder.resolve("env"))
                .run(Duration.ofMinutes(2));
        assertThat(prepared.exitCode()).as(prepared.output()).isZero();
        keys = data.resolve("keys");
        Path secret = Files.createFile(
                keys.resolve("issuer/login-secret"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, Base64.getEncoder().encodeToString(LOGIN_SECRET));
        names.put("kafka:9092", settings.get("spring.kafka.bootstrap-servers"));
        names.put("redis", settings.get("spring.data.redis.host"));
        names.put("6379", settings.get("spring.data.redis.port"));
        names.put("0.0.0.0", "127.0.0.1");
        names.put("8780", Integer.toString(port));
        names.put("8781", "0");
        names.put("8787", "0");
        Map<String, String> dotEnv = new HashMap<>();
        dotEnv.put("EDGEPASS_R2_ENDPOINT", settings.get("edgepass.r2.endpoint"));
        for (String service : List.of("ISSUER", "CONSUMER")) {
            dotEnv.put("EDGEPASS_" + service + "_R2_ACCESSKEYID", stack.s3().accessKeyId());
            dotEnv.put("EDGEPASS_" + service + "_R2_SECRETACCESSKEY", stack.s3().secretAccessKey());
        }
        dotEnv.put("EDGEPASS_KV_APIBASE", settings.get("edgepass.kv.api-base"));
        dotEnv.put("EDGEPASS_KV_ACCOUNTID", settings.get("edgepass.kv.account-id"));
        dotEnv.put("EDGEPASS_KV_NAMESPACEID", settings.get("edgepass.kv.namespace-id"));
        dotEnv.put("EDGEPASS_KV_APITOKEN", kvToken);
        dotEnv.put("EDGEPASS_LOGIN_HS256SECRETFILE", "/keys/issuer/login-secret");
        dotEnv.put("EDGEPASS_LOGIN_AUDIENCE", "edgepass");
        compose = new ComposeEnvironment(dotEnv);
    }

    @AfterEach
    void stop() {
        running.values().forEach(Process::destroyForcibly);
        running.values().forEach(process -> process.onExit().join());
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void a_rotation_goes_on_publishing_and_the_issuer_believes_the_new_key_without_a_restart() throws Exception {
        assertThat(kids()).hasSize(2);

        launch("revocation-consumer", "revocation-consumer");
        launch("issuer", "issuer");
        awaitPublished("before");
        List<String> before = kids();

        end("revocation-consumer");
        rotate();
        assertThat(kids()).hasSize(3).containsAll(before);
        launch("revocation-consumer", "revocation-consumer");
        awaitPublished("after");

        // Not before a head is under the new key: the consumer says so, in the folder that both know.
        rotate();
        assertThat(kids()).hasSize(3).doesNotContain(before.get(0));
    }

    private void rotate() {
        EdgepassCommand.Result rotation = EdgepassCommand.run(
                Duration.ofSeconds(120),
                "rotate-feed-key",
                "--data",
                folder.resolve("data").toString());
        assertThat(rotation.exitCode()).as(rotation.output()).isZero();
    }

    private void awaitPublished(String jti) {
        await(log("issuer") + log("revocation-consumer"))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .until(() -> web.call(
                                        "POST",
                                        URI.create("http://127.0.0.1:" + port + "/api/v1/media/revocations"),
                                        login(),
                                        "{\"target\":{\"kind\":\"token\",\"id\":\"" + jti
                                                + "\"},\"reason\":\"acceptance\"}")
                                .status()
                        == 201);
    }

    private List<String> kids() throws Exception {
        return JWKSet.load(keys.resolve("public/feed-public.jwks").toFile()).getKeys().stream()
                .map(key -> key.getKeyID())
                .toList();
    }

    private static String login() throws Exception {
        Instant now = Instant.now();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .subject("boss")
                        .audience("edgepass")
                        .claim("roles", List.of("admin"))
                        .claim("paths", List.of("*"))
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(600)))
                        .build());
        jwt.sign(new MACSigner(LOGIN_SECRET));
        return jwt.serialize();
    }

    /** Starts a service's container as a process. */
    private Process launch(String service, String module) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                // Miniflare closes a connection after 5 s, R2 doesn't.
                "-Dhttp.keepAlive.time.server=3",
                "-jar",
                EdgepassCommand.ROOT
                        .resolve(module + "/target/edgepass-" + module + ".jar")
                        .toString()));
        command.addAll(compose.command(service));
        File output = folder.resolve(service + ".log").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output));
        builder.environment().clear();
        builder.environment().put("HOSTNAME", service);
        builder.environment().putAll(compose.of(service, this::here));
        Process process = builder.start();
        running.put(service, process);
        return process;
    }

    private String here(String value) {
        return value.startsWith("/keys/") ? keys + value.substring("/keys".length()) : names.getOrDefault(value, value);
    }

    private void end(String service) {
        Process process = running.remove(service);
        process.destroy();
        process.onExit().join();
    }

    private String log(String service) {
        return "see " + folder.resolve(service + ".log") + " ";
    }

    private void forgetTheHead() {
        try (S3Client r2 = R2.client(stack.s3())) {
            r2.deleteObject(delete -> delete.bucket(stack.s3().feedBucket()).key("head"));
        }
    }
}
