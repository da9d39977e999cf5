package dev.edgepass.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.local.stack.ContainerKeys;
import dev.edgepass.local.stack.ContainerVariables;
import dev.edgepass.local.stack.Containers;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.DotEnv;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A system in containers, with a program in the place of docker compose. */
class ComposeTest {
    private static final String WELL = "{\"system\":\"containers\",\"ok\":true,\"checks\":["
            + "{\"id\":\"redis.eviction\",\"level\":\"fail\",\"seen\":\"Redis drops keys.\",\"mend\":\"set it\"},"
            + "{\"id\":\"issuer.ready\",\"level\":\"ok\",\"seen\":\"Ready.\",\"mend\":\"\"},"
            + "{\"id\":\"issuer.parts\",\"level\":\"unknown\",\"seen\":\"Not told.\",\"mend\":\"\"}]}";

    @TempDir
    private Path folder;

    @Test
    void what_a_container_saw_is_taken_over() {
        assertThat(saying(WELL, 1).checks())
                .containsExactly(
                        Check.fail(CheckId.EVICTION, "Redis drops keys.", "set it"),
                        Check.ok(CheckId.ISSUER, "Ready."),
                        Check.unknown(CheckId.ISSUER_PARTS, "Not told.", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no such service: tools | something else than checks of this build",
                "{} | can't run the tools' container (exit code 3)",
                "{\"checks\":[{\"id\":\"of.another.build\",\"level\":\"ok\"}]} | something else than checks of this build",
                "{\"checks\":[{\"id\":\"redis.role\",\"level\":\"fine\"}]} | something else than checks of this build"
            })
    void an_answer_that_isnt_a_doctors_is_none(String said, String reason) {
        assertThatThrownBy(() -> saying(said, 3).checks())
                .isInstanceOf(NotSeen.class)
                .hasMessageContaining(reason);
    }

    @Test
    void without_docker_that_is_said() {
        assertThatThrownBy(() -> without().checks())
                .isInstanceOf(NotSeen.class)
                .hasMessageContaining("no-such-docker can't be run here");
    }

    @Test
    void without_docker_this_machines_checks_are_made_and_the_others_are_unknown() {
        prepare();

        Diagnosis diagnosis = doctor(without());

        assertThat(diagnosis.system()).isEqualTo("containers");
        Found.assertLevel(diagnosis.checks(), CheckId.KEY_MODES, Level.OK);
        Found.assertLevel(diagnosis.checks(), CheckId.ENV, Level.OK);
        Found.assertLevel(diagnosis.checks(), CheckId.LOGIN, Level.OK);
        Found.assertLevel(diagnosis.checks(), CheckId.RUNNING, Level.UNKNOWN);
        for (CheckId id : List.of(CheckId.KAFKA, CheckId.EVICTION, CheckId.HEAD_LOG, CheckId.EDGE, CheckId.CONSUMER)) {
            Found.assertLevel(diagnosis.checks(), id, Level.UNKNOWN);
        }
        Found.assertLevel(diagnosis.checks(), CheckId.ISSUER, Level.FAIL);
        assertThat(diagnosis.checks())
                .extracting(Check::id)
                .doesNotHaveDuplicates()
                .doesNotContain(CheckId.ACCOUNT);
    }

    @Test
    void what_a_container_saw_stands_beside_what_this_machine_did() {
        prepare();

        Diagnosis diagnosis = doctor(saying(WELL, 1));

        Found.assertLevel(diagnosis.checks(), CheckId.RUNNING, Level.OK);
        Found.assertLevel(diagnosis.checks(), CheckId.EVICTION, Level.FAIL);
        // It has no published port here; a container reached it.
        Found.assertLevel(diagnosis.checks(), CheckId.ISSUER, Level.OK);
        assertThat(diagnosis.isOk()).isFalse();
    }

    @Test
    void an_open_env_and_a_second_kind_of_login_are_seen() throws Exception {
        prepare();
        new DotEnv(folder.resolve(".env")).set(Map.of("EDGEPASS_LOGIN_ISSUER", "https://login.example"));
        Files.setPosixFilePermissions(folder.resolve(".env"), PosixFilePermissions.fromString("rw-r--r--"));

        Diagnosis diagnosis = doctor(saying(WELL, 1));

        Found.assertLevel(diagnosis.checks(), CheckId.ENV, Level.FAIL);
        Found.assertLevel(diagnosis.checks(), CheckId.LOGIN, Level.FAIL);
    }

    @Test
    void an_accounts_store_and_kv_are_tried_with_the_services_own_credentials() {
        prepare();
        new DotEnv(folder.resolve(".env"))
                .set(Map.of(
                        "EDGEPASS_R2_ENDPOINT", "https://127.0.0.1:1",
                        "EDGEPASS_CONSUMER_R2_ACCESSKEYID", "of-the-consumer",
                        "EDGEPASS_KV_APIBASE", "http://127.0.0.1:1/client/v4",
                        "EDGEPASS_KV_ACCOUNTID", "account",
                        "EDGEPASS_KV_NAMESPACEID", "namespace"));

        List<Check> checks = doctor(saying(WELL, 1)).checks();

        Found.assertLevel(checks, CheckId.TOKENS, Level.UNKNOWN);
        assertThat(Found.check(checks, CheckId.TOKENS).seen()).startsWith("The store didn't answer all attempts");
        Found.assertLevel(checks, CheckId.KV, Level.FAIL);
        Found.assertLevel(checks, CheckId.CLIENT_ADDRESS, Level.UNKNOWN);
        Found.assertLevel(checks, CheckId.PROFILE, Level.FAIL);
        assertThat(Found.check(checks, CheckId.ENV).seen()).contains("doesn't set EDGEPASS_PUBLICURL");
    }

    private void prepare() {
        DataFolder data = new DataFolder(folder.resolve("data"));
        ContainerVariables variables = new ContainerVariables(new DotEnv(folder.resolve(".env")), folder, data);
        ContainerKeys.prepare(data, true);
        variables.addLocal();
        variables.write();
    }

    private Diagnosis doctor(Compose compose) {
        return new ContainerDoctor(
                        new DataFolder(folder.resolve("data")),
                        folder.resolve(".env"),
                        compose,
                        URI.create("http://127.0.0.1:1"))
                .diagnosis();
    }

    private Compose without() {
        return new Compose(new Containers(folder, List.of("no-such-docker")));
    }

    private Compose saying(String text, int exitCode) {
        String asked = "[ \"$*\" = 'tools doctor --json --inside' ] || exit 9; ";
        return new Compose(new Containers(
                folder,
                List.of(
                        "sh",
                        "-c",
                        "said=$1; shift; " + asked + "printf '%s' \"$said\"; exit " + exitCode,
                        "sh",
                        text)));
    }
}
