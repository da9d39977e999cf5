package dev.edgepass.local.cli;

import dev.edgepass.local.doctor.Doctor;
import dev.edgepass.local.identity.LocalIdentity;
import dev.edgepass.local.identity.LocalIdentity.Login;
import dev.edgepass.local.process.ChildProcess;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.Stack;
import dev.edgepass.local.stack.StackInfo;
import dev.edgepass.local.stack.StackOptions;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code up}: the system in the foreground, until Ctrl-C. A part that ends is named; the others go on, as they would on separate machines. */
@Command(
        name = "up",
        description = "Start Kafka, Redis, the edge and both services; Ctrl-C ends all of it.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    @Mixin
    private StackMixin stackOptions = new StackMixin();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
        StackOptions options = stackOptions.options(1);
        long begin = System.nanoTime();
        try (Stack stack = Stack.start(options, line -> say(out, line))) {
            say(out, readyLine(stack.info(), Duration.ofNanos(System.nanoTime() - begin)));
            sayLogins(out, options, stack.info().issuer());
            Doctor.ofStart(new DataFolder(options.data()), stack.info())
                    .shortForm()
                    .forEach(line -> say(out, line));
            PrintWriter err = command.commandLine().getErr();
            while (true) {
                ChildProcess dead = stack.nextDeath();
                say(
                        err,
                        dead.name() + " ended by itself; its log is " + dead.log()
                                + ". The rest goes on; start again to have all of it.");
            }
        }
    }

    private static String readyLine(StackInfo info, Duration took) {
        String edges = info.edges().stream().map(URI::toString).collect(Collectors.joining(" "));
        return "Edgepass is ready: issuer " + info.issuer() + " edges " + edges + " (after " + took.toSeconds() + "."
                + took.toMillisPart() / 100 + " s; Ctrl-C ends it)";
    }

    /** The token stands in the fragment, which browsers send to no server. */
    private static void sayLogins(PrintWriter out, StackOptions options, URI issuer) {
        DataFolder data = new DataFolder(options.data());
        LocalIdentity identity = LocalIdentity.of(data.loginKey(), data.loginPublicKeys());
        Instant now = Instant.now();
        Login user = Login.user("local-user", List.of(LocalIdentity.EVERY_PATH));
        Login admin = Login.admin("local-admin", List.of());
        say(out, "  gallery " + issuer + "/#login=" + identity.token(user, now));
        say(out, "  admin   " + issuer + "/admin#login=" + identity.token(admin, now));
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
