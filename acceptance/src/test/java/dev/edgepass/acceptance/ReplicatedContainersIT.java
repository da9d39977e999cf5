package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The profile {@code replicated} in containers: {@code mvn -Pcontainers verify}. */
@Tag("containers")
class ReplicatedContainersIT {
    private static final URI FIRST = URI.create("http://127.0.0.1:8780/api/v1/media/");
    private static final URI SECOND = URI.create("http://127.0.0.1:8779/api/v1/media/");

    @TempDir
    static Path folder;

    private static final Web WEB = new Web();
    private static Compose compose;
    private static String login;

    @BeforeAll
    static void bring_it_up() {
        String missing = Compose.missing();
        assumeTrue(missing.isEmpty(), missing);

        Path envFile = folder.resolve("env");
        EdgepassCommand.Result prepared = DocumentedCommand.command("./edgepass prepare-containers --replicated")
                .plus("--data", data(), "--env-file", envFile)
                .run(Duration.ofMinutes(10));
        assertThat(prepared.exitCode()).as(prepared.output()).isZero();
        compose = new Compose(envFile, "edgepass-replicated-it", "local", "replicated");
        EdgepassCommand.Result up =
                compose.documented("docker compose --profile local --profile replicated up --build --wait");
        assertThat(up.exitCode()).as(up.output()).isZero();
        EdgepassCommand.Result made =
                EdgepassCommand.run(Duration.ofMinutes(1), "login", "--admin", "--data", data().toString());
        assertThat(made.exitCode()).as(made.output()).isZero();
        login = made.output().strip();
    }

    @AfterAll
    static void take_it_down() {
        if (compose != null) {
            compose.succeed("down", "--volumes");
        }
    }

    @Test
    void both_issuers_write_and_the_doctor_has_nothing_to_mend() {
        patiently().untilAsserted(() -> assertWrites(FIRST));
        patiently().untilAsserted(() -> assertWrites(SECOND));
        patiently().untilAsserted(() -> assertThat(doctor().output()).doesNotContain("  fail "));
    }

    @ParameterizedTest
    @CsvSource({"redis, redis.sentinels", "kafka-2, kafka.in-sync", "sentinel-3, redis.sentinels"})
    void without_one_of_several_all_goes_on_and_the_doctor_is_red(String service, String check) {
        patiently().untilAsserted(() -> assertThat(doctor().output()).doesNotContain("  fail "));

        compose.succeed("kill", service);

        patiently().untilAsserted(() -> assertWrites(FIRST));
        patiently()
                .untilAsserted(() -> assertThat(doctor())
                        .satisfies(red -> assertThat(red.exitCode()).isEqualTo(1))
                        .satisfies(red -> assertThat(red.output()).containsPattern("  fail +" + check)));
        compose.succeed("start", service);
        patiently().untilAsserted(() -> assertThat(doctor().output()).doesNotContain("  fail "));
        assertWrites(SECOND);
    }

    @Test
    void without_one_issuer_and_one_consumer_the_others_do_their_work() {
        compose.succeed("kill", "issuer", "revocation-consumer");

        patiently().untilAsserted(() -> assertWrites(SECOND));
        compose.succeed("start", "issuer", "revocation-consumer");
        patiently().untilAsserted(() -> assertWrites(FIRST));
    }

    @Test
    void either_issuer_seals_and_answers_an_auditor_while_one_consumer_is_away() {
        patiently().untilAsserted(() -> assertAnswersAnAuditor(FIRST));
        patiently().untilAsserted(() -> assertAnswersAnAuditor(SECOND));

        compose.succeed("kill", "revocation-consumer");

        patiently().untilAsserted(() -> assertAnswersAnAuditor(FIRST));
        compose.succeed("start", "revocation-consumer");
        patiently().untilAsserted(() -> assertAnswersAnAuditor(SECOND));
    }

    /** What was just minted is found, and all logs are sealed. */
    private static void assertAnswersAnAuditor(URI issuer) {
        Web.Answer minted = WEB.call("POST", issuer.resolve("access-token"), login, "{\"paths\":[\"projects/42/\"]}");
        assertThat(minted.status()).as(minted.toString()).isEqualTo(201);
        String jti = minted.json().get("jti").asString();
        Web.Answer answer = WEB.call("GET", issuer.resolve("audit/tokens/" + jti), login, "");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().at("/atIssuer/verdict").asString()).isEqualTo("granted");
        Web.Answer sealed = WEB.call("POST", issuer.resolve("audit/seal"), login, "");
        assertThat(sealed.status()).as(sealed.toString()).isEqualTo(200);
    }

    /** A token is minted, and a revocation published. */
    private static void assertWrites(URI issuer) {
        assertThat(WEB.call("POST", issuer.resolve("access-token"), login, "{\"paths\":[\"projects/42/\"]}")
                        .status())
                .isEqualTo(201);
        assertThat(WEB.call(
                                "POST",
                                issuer.resolve("revocations"),
                                login,
                                "{\"target\":{\"kind\":\"token\",\"id\":\"replicated\"},\"reason\":\"acceptance\"}")
                        .status())
                .isEqualTo(201);
    }

    private static EdgepassCommand.Result doctor() {
        return EdgepassCommand.run(
                Duration.ofMinutes(2), "", compose.variables(), List.of("doctor", "--data", data().toString()));
    }

    private static Path data() {
        return folder.resolve("data");
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions();
    }
}
