package dev.edgepass.local.cli;

import dev.edgepass.local.doctor.Doctor;
import dev.edgepass.local.process.ChildProcess;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.OpenPages;
import dev.edgepass.local.stack.Stack;
import dev.edgepass.local.stack.StackInfo;
import dev.edgepass.local.stack.StackOptions;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code up}: the system in the foreground, until Ctrl-C. A part that ends is named; the others go on, as they would on separate machines. */
@Command(
        name = "up",
        description = "Start Kafka, Redis, the edge and both services; Ctrl-C ends all of it.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    private static final String CONSOLE_URL = "EDGEPASS_CONSOLEURL";

    @Mixin
    private StackMixin stackOptions = new StackMixin();

    @Option(names = "--no-thumbnails", description = "Make no thumbnails of the bucket's images and videos.")
    private boolean noThumbnails;

    @Mixin
    private BackendMixin backendOptions = new BackendMixin();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        requireOneAddress(Objects.requireNonNull(command).commandLine(), System.getenv());
        PrintWriter out = command.commandLine().getOut();
        StackOptions options =
                stackOptions.options(1).with(backendOptions.backend()).withThumbnails(!noThumbnails);
        PrintWriter err = command.commandLine().getErr();
        BackendMixin.warnings(options.backend()).forEach(line -> say(err, line));
        DataFolder data = new DataFolder(options.data());
        long begin = System.nanoTime();
        try (Stack stack = Stack.start(options, line -> say(out, line))) {
            OpenPages pages = OpenPages.write(data, stack.info().issuer());
            say(out, readyLine(stack.info(), Duration.ofNanos(System.nanoTime() - begin)));
            sayPages(out, pages, stack.info().issuer());
            BackendMixin.lines(options.backend(), data).forEach(line -> say(out, line));
            Doctor.ofStart(data, stack.info()).shortForm().forEach(line -> say(out, line));
            while (true) {
                ChildProcess dead = stack.nextDeath();
                say(
                        err,
                        dead.name() + " ended by itself; its log is " + dead.log()
                                + ". The rest goes on; start again to have all of it.");
            }
        }
    }

    /** With a host for the console, which the issuer would take from its environment, the pages that are named below would be 404. */
    static void requireOneAddress(CommandLine commandLine, Map<String, String> environment) {
        if (!environment.getOrDefault(CONSOLE_URL, "").isEmpty()) {
            throw new CommandLine.ParameterException(
                    commandLine, CONSOLE_URL + " is set (expected: unset, since up has all pages at one address).");
        }
    }

    private static String readyLine(StackInfo info, Duration took) {
        String edges = info.edges().stream().map(URI::toString).collect(Collectors.joining(" "));
        return "Edgepass is ready: issuer " + info.issuer() + " edges " + edges + " (after " + took.toSeconds() + "."
                + took.toMillisPart() / 100 + " s; Ctrl-C ends it)";
    }

    /** Without the logins themselves: what is printed may be kept. */
    private static void sayPages(PrintWriter out, OpenPages pages, URI issuer) {
        say(out, "  gallery " + link(pages.gallery()));
        say(out, "  console " + link(pages.console()));
        say(
                out,
                "  Open these files in a browser on this machine: each brings a login for 12 hours. In another browser, open "
                        + issuer + "/ or " + issuer
                        + "/admin and paste what edgepass login or edgepass login --admin prints.");
    }

    /** With an empty host, which every terminal and browser takes. */
    private static String link(Path file) {
        return "file://" + file.toUri().getRawPath();
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
