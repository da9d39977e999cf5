package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jwt.SignedJWT;
import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.media.R2;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** {@code docker-compose.yml} with the local edge, brought up in containers, and what tests ask of it as an admin. */
final class ComposedSystem implements AutoCloseable {
    /** The issuer's API; with two of them, the first one's. */
    static final URI ISSUER = URI.create("http://127.0.0.1:8780/api/v1/media/");

    static final String KEY = "projects/42/a.jpg";
    private static final URI EDGE = URI.create("http://127.0.0.1:8790");
    private static final Web WEB = new Web();

    private final Path folder;
    private final Compose compose;
    private final String login;

    private ComposedSystem(Path folder, Compose compose, String login) {
        this.folder = folder;
        this.compose = compose;
        this.login = login;
    }

    /**
     * Skips the test where containers can't be run.
     *
     * @param folder empty; gets keys and settings
     * @param project names its containers and volumes
     * @param prepare makes the keys and settings
     * @param up brings it up with {@code profiles}
     */
    static ComposedSystem start(
            Path folder,
            String project,
            DocumentedCommand prepare,
            Function<Compose, EdgepassCommand.Result> up,
            String... profiles) {
        String missing = Compose.missing();
        assumeTrue(missing.isEmpty(), missing);

        Path envFile = folder.resolve("env");
        succeed(prepare.plus("--data", folder.resolve("data"), "--env-file", envFile)
                .run(Duration.ofMinutes(10)));
        Compose compose = new Compose(envFile, project, profiles);
        try {
            succeed(up.apply(compose));
            EdgepassCommand.Result made = succeed(DocumentedCommand.command("./edgepass login --admin")
                    .plus("--data", folder.resolve("data"))
                    .run(Duration.ofMinutes(1)));
            return new ComposedSystem(folder, compose, made.output().strip());
        } catch (AssertionError e) {
            compose.compose("down", "--volumes");
            throw e;
        }
    }

    private static EdgepassCommand.Result succeed(EdgepassCommand.Result result) {
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result;
    }

    Compose compose() {
        return compose;
    }

    String login() {
        return login;
    }

    Path data() {
        return folder.resolve("data");
    }

    /** A command of {@code ./edgepass} on this system. */
    EdgepassCommand.Result run(DocumentedCommand command) {
        return command.plus("--data", data()).run(Duration.ofMinutes(2), compose.variables());
    }

    EdgepassCommand.Result run(String input, String command, String argument) {
        return EdgepassCommand.run(
                Duration.ofMinutes(3),
                input,
                compose.variables(),
                List.of(command, argument, "--data", data().toString()));
    }

    /** As a browser on this machine puts an object there, with a credential in the place of a signed URL. */
    void upload(String key, byte[] jpeg) {
        try (S3Client r2 = R2.client(store())) {
            r2.putObject(
                    put -> put.bucket("edgepass-media").key(key).contentType("image/jpeg"),
                    RequestBody.fromBytes(jpeg));
        }
    }

    private S3Access store() {
        try {
            Map<String, String> variables = Files.readAllLines(folder.resolve("env")).stream()
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
            return new S3Access(
                    "http://127.0.0.1:8785/cdn-cgi/local/r2/s3",
                    variables.get("EDGEPASS_ISSUER_R2_ACCESSKEYID"),
                    variables.get("EDGEPASS_ISSUER_R2_SECRETACCESSKEY"),
                    "edgepass-media",
                    "edgepass-feed");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A token that was viewed, revoked, and is refused now. {@link #KEY} has to be there. */
    String revokeAndAwaitRefusal() {
        String token = patiently().until(this::mint, minted -> true);
        patiently().untilAsserted(() -> assertThat(view(token, KEY)).isEqualTo(200));
        patiently()
                .untilAsserted(
                        () -> assertThat(revoke("token", jti(token)).status()).isIn(201, 202));
        patiently().untilAsserted(() -> assertThat(view(token, KEY)).isEqualTo(403));
        return token;
    }

    static String jti(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet().getJWTID();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    /** A token for {@code projects/42/}. */
    String mint() {
        Web.Answer answer = call("POST", "access-token", "{\"paths\":[\"projects/42/\"]}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json().get("token").asString();
    }

    Web.Answer revoke(String kind, String id) {
        return call(
                "POST",
                "revocations",
                "{\"target\":{\"kind\":\"" + kind + "\",\"id\":\"" + id + "\"},\"reason\":\"acceptance\"}");
    }

    /** The edge's status. */
    int view(String token, String key) {
        return WEB.get(EDGE.resolve("/view/" + token + "/" + key)).status();
    }

    Web.Answer call(String method, String path, String json) {
        return call(ISSUER, method, path, json);
    }

    /** @param issuer its API */
    Web.Answer call(URI issuer, String method, String path, String json) {
        return WEB.call(method, issuer.resolve(path), login, json);
    }

    static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions();
    }

    @Override
    public void close() {
        compose.succeed("down", "--volumes");
    }
}
