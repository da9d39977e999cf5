package dev.edgepass.acceptance;

import static dev.edgepass.acceptance.ComposedSystem.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
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
    private static final URI FIRST = ComposedSystem.ISSUER;
    private static final URI SECOND = URI.create("http://127.0.0.1:8779/api/v1/media/");

    @TempDir
    static Path folder;

    private static ComposedSystem system;
    private static Compose compose;

    @BeforeAll
    static void bring_it_up() {
        system = ComposedSystem.start(
                folder,
                "edgepass-replicated-it",
                DocumentedCommand.command("./edgepass prepare-containers --replicated"),
                system -> system.documented("docker compose --profile local --profile replicated up --build --wait"),
                "local",
                "replicated");
        compose = system.compose();
    }

    @AfterAll
    static void take_it_down() {
        if (system != null) {
            system.close();
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
        Web.Answer minted = system.call(issuer, "POST", "access-token", "{\"paths\":[\"projects/42/\"]}");
        assertThat(minted.status()).as(minted.toString()).isEqualTo(201);
        String jti = minted.json().get("jti").asString();
        Web.Answer answer = system.call(issuer, "GET", "audit/tokens/" + jti, "");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().at("/atIssuer/verdict").asString()).isEqualTo("granted");
        Web.Answer sealed = system.call(issuer, "POST", "audit/seal", "");
        assertThat(sealed.status()).as(sealed.toString()).isEqualTo(200);
    }

    /** A token is minted, and a revocation published. */
    private static void assertWrites(URI issuer) {
        assertThat(system.call(issuer, "POST", "access-token", "{\"paths\":[\"projects/42/\"]}")
                        .status())
                .isEqualTo(201);
        assertThat(system.call(
                                issuer,
                                "POST",
                                "revocations",
                                "{\"target\":{\"kind\":\"token\",\"id\":\"replicated\"},\"reason\":\"acceptance\"}")
                        .status())
                .isEqualTo(201);
    }

    private static EdgepassCommand.Result doctor() {
        return system.run(DocumentedCommand.command("./edgepass doctor"));
    }
}
