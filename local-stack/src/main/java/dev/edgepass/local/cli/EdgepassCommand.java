package dev.edgepass.local.cli;

import dev.edgepass.local.process.StartFailure;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root command. Exit codes: 0 done, 1 couldn't be done, 2 wrong use; where 1 is a verdict, 2 is both. */
@Command(
        name = "edgepass",
        description = "Media links that you can revoke: the whole system on this machine.",
        mixinStandardHelpOptions = true,
        version = EdgepassCommand.VERSION,
        footer = "  bench               Measure the system: see edgepass bench --help.",
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            StatusCommand.class,
            DoctorCommand.class,
            LoginCommand.class,
            ReplayCommand.class,
            RotateFeedKeyCommand.class,
            AuditCommand.class,
            DltCommand.class,
            ThumbnailsCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            LogPipeCommand.Extents.class,
            LogPipeCommand.Export.class,
            LogPipeCommand.Import.class,
            CloudCommand.class,
            PrepareContainersCommand.class,
            PrepareCommand.class,
            CommandLine.HelpCommand.class
        })
public final class EdgepassCommand implements Runnable {
    public static final String VERSION = "edgepass 0.1.0-SNAPSHOT";

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    private EdgepassCommand() {}

    /** Runs the command line; the exit code. */
    public static int run(String... args) {
        return commandLine().execute(args);
    }

    static CommandLine commandLine() {
        return commandLine(new EdgepassCommand());
    }

    /** With one sentence for wrong use or a failed start, whatever the command. */
    public static CommandLine commandLine(Object command) {
        CommandLine commandLine = new CommandLine(command);
        HelpLayout.set(commandLine);
        commandLine.setParameterExceptionHandler((e, arguments) -> {
            PrintWriter err = e.getCommandLine().getErr();
            err.println(sentence(Objects.requireNonNull(e.getMessage())) + " Try "
                    + e.getCommandLine().getCommandSpec().qualifiedName() + " --help.");
            return CommandLine.ExitCode.USAGE;
        });
        commandLine.setExecutionExceptionHandler((e, failed, parsed) -> {
            if (e instanceof StartFailure) {
                failed.getErr().println(e.getMessage());
            } else {
                failed.getErr().println("Unexpected failure; this is a bug in Edgepass:");
                e.printStackTrace(failed.getErr());
            }
            return failed.getCommandSpec().exitCodeOnExecutionException();
        });
        return commandLine;
    }

    @Override
    public void run() {
        CommandLine commandLine = Objects.requireNonNull(command).commandLine();
        commandLine.usage(commandLine.getOut());
    }

    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }
}
