package dev.edgepass.local.cli;

import dev.edgepass.local.identity.LocalIdentity;
import dev.edgepass.local.identity.LocalIdentity.Login;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.DataFolder;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code login}: a login JWT of the local identity, for 12 hours. */
@Command(
        name = "login",
        description = "Print a login JWT for the issuer's API, good for 12 hours.",
        mixinStandardHelpOptions = true)
final class LoginCommand implements Runnable {
    @Option(names = "--sub", paramLabel = "S", description = "The subject of the login (default: ${DEFAULT-VALUE}).")
    private String subject = "local-user";

    @Option(
            names = "--paths",
            paramLabel = "P",
            split = ",",
            description = "Keys, or folders ending in /, that the login may see (default: all).")
    private List<String> paths = new ArrayList<>();

    @Option(names = "--admin", description = "With the roles admin and auditor.")
    private boolean admin;

    @Option(
            names = "--auditor",
            description = "With the role auditor: sees every link and revocation, and changes nothing.")
    private boolean auditor;

    @Mixin
    private DataOption data = new DataOption();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    @Override
    public void run() {
        CommandLine commandLine = Objects.requireNonNull(command).commandLine();
        if (subject.isBlank() || paths.stream().anyMatch(String::isBlank)) {
            throw new CommandLine.ParameterException(commandLine, "--sub and --paths: blank (expected: some text)");
        }
        if (admin && auditor) {
            throw new CommandLine.ParameterException(
                    commandLine, "--admin and --auditor: both (expected: one; an admin is an auditor too)");
        }
        DataFolder folder = data.folder();
        if (!Files.exists(folder.loginKey())) {
            throw new StartFailure(
                    "No stack was started on " + folder.path()
                            + ", so none would accept the login: give --data as you gave it to edgepass up or prepare-containers.");
        }
        LocalIdentity identity = LocalIdentity.of(folder.loginKey(), folder.loginPublicKeys());
        List<String> visible = paths.isEmpty() ? List.of(LocalIdentity.EVERY_PATH) : paths;
        commandLine.getOut().println(identity.token(login(visible), Instant.now()));
    }

    private Login login(List<String> visible) {
        if (admin) {
            return Login.admin(subject, visible);
        }
        return auditor ? Login.auditor(subject, visible) : Login.user(subject, visible);
    }
}
