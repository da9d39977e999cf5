package dev.edgepass.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import dev.edgepass.local.identity.LocalIdentity;
import dev.edgepass.local.stack.DataFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class EdgepassCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void without_a_command_it_shows_its_usage() {
        assertThat(run()).isZero();
        assertThat(out.toString()).startsWith("Usage: edgepass").contains("up", "status", "login", "replay");
    }

    @Test
    void help_is_a_command_too() {
        assertThat(run("help")).isZero();
        assertThat(out.toString()).startsWith("Usage: edgepass [").contains("bench");
        out.getBuffer().setLength(0);
        assertThat(run("help", "login")).isZero();
        assertThat(out.toString()).startsWith("Usage: edgepass login");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "status",
                "doctor",
                "login",
                "replay",
                "rotate-feed-key",
                "thumbnails",
                "prepare-containers"
            })
    void every_command_has_help(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: edgepass " + command).contains("--data=DIR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up --pops=0",
                "up --pops=many",
                "up --port-base=99999",
                "up --pop=1",
                "login --sub=",
                "login extra",
                "login --admin --auditor",
                "cloud",
                "cloud up --account 1",
                "status --verbose",
                "thumbnails --twice",
                "doctor --account 1",
                "doctor --cloudflare",
                "dlt",
                "dlt list extra",
                "dlt show edgepass.control.dlt-0@1",
                "dlt show edgepass.control-1@1",
                "dlt retry --all",
                "dlt retry --yes",
                "dlt retry edgepass.control-0@1 --all --yes",
                "dlt retry --all --yes --dry-run",
                "dlt dismiss --all",
                "help fly",
                "replay --list --limit=many",
                "replay --until",
                "fly"
            })
    void wrong_use_gets_one_sentence_and_exit_code_2(String line) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1).first().asString().endsWith("--help.");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void up_refuses_a_host_for_the_console_in_one_sentence() {
        CommandLine up = EdgepassCommand.commandLine().getSubcommands().get("up");

        UpCommand.requireOneAddress(up, Map.of("EDGEPASS_CONSOLEURL", ""));
        assertThatThrownBy(
                        () -> UpCommand.requireOneAddress(up, Map.of("EDGEPASS_CONSOLEURL", "http://localhost:8780")))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessage("EDGEPASS_CONSOLEURL is set (expected: unset, since up has all pages at one address).");
    }

    @Test
    void a_login_is_a_jwt_for_whom_it_names() throws Exception {
        stackWasHere();
        assertThat(run("login", "--sub", "ann", "--paths", "a/,b/c.jpg", "--data", folder.toString()))
                .isZero();

        SignedJWT jwt = SignedJWT.parse(out.toString().strip());
        assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo("ann");
        assertThat(jwt.getJWTClaimsSet().getStringListClaim("paths")).containsExactly("a/", "b/c.jpg");
    }

    @ParameterizedTest
    @CsvSource({"--auditor, auditor", "--admin, admin auditor", "--sub=ann, ''"})
    void a_login_has_the_roles_that_it_was_asked_for(String option, String roles) throws Exception {
        stackWasHere();

        assertThat(run("login", option, "--data", folder.toString())).isZero();

        List<String> claim =
                SignedJWT.parse(out.toString().strip()).getJWTClaimsSet().getStringListClaim("roles");
        assertThat(claim == null ? "" : String.join(" ", claim)).isEqualTo(roles);
    }

    @Test
    void a_login_for_a_folder_without_a_stack_makes_nothing_and_says_so() throws Exception {
        Path mistyped = folder.resolve("mistyped");

        for (Path other : List.of(mistyped, folder)) {
            assertThat(run("login", "--data", other.toString())).isEqualTo(1);
            assertThat(err.toString()).contains("No stack was started on " + other + ",");
        }

        assertThat(out.toString()).isEmpty();
        assertThat(mistyped).doesNotExist();
        assertThat(folder).isEmptyDirectory();
    }

    /** The exit code 1 of a replay is a verdict: something differs. */
    @ParameterizedTest
    @CsvSource({"status, 1", "replay, 2"})
    void what_needs_a_running_stack_says_that_there_is_none(String command, int exitCode) {
        assertThat(run(command, "--data", folder.toString())).isEqualTo(exitCode);
        assertThat(err.toString().strip())
                .isEqualTo("Edgepass doesn't run on " + folder + ": start it with edgepass up.");
    }

    @Test
    void a_rotated_feed_key_is_told_by_its_kid_and_what_a_deployment_has_to_do() throws Exception {
        assertThat(run("rotate-feed-key", "--data", folder.toString())).isZero();

        String kid =
                ECKey.parse(Files.readString(folder.resolve("keys/feed.jwk"))).getKeyID();
        assertThat(out.toString())
                .contains("signed with feed key " + kid)
                .contains("restart the consumer now", "Before the next rotation give the Worker this set");
    }

    private void stackWasHere() {
        DataFolder data = new DataFolder(folder);
        LocalIdentity.of(data.loginKey(), data.loginPublicKeys());
    }

    private int run(String... arguments) {
        CommandLine commandLine = EdgepassCommand.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
