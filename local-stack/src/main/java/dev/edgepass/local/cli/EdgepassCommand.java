package dev.edgepass.local.cli;

import dev.edgepass.local.process.StartFailure;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root command. Exit codes: 0 done, 1 couldn't be done, 2 wrong use; where 1 is a verdict, 2 is both. */
@Command(
        name = "edgepass",
        description = "Media links you can take back: the whole system on this machine.",
        mixinStandardHelpOptions = true,
        version = "edgepass 0.1.0-SNAPSHOT",
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            BenchCommand.class,
            StatusCommand.class,
            LoginCommand.class,
            ReplayCommand.class,
            RotateFeedKeyCommand.class,
            PrepareCommand.class
        })
public final class EdgepassCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private EdgepassCommand() {}

    /** Runs the command line; the exit code. */
    public static int run(String... args) {
        return commandLine().execute(args);
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new EdgepassCommand());
        commandLine.setParameterExceptionHandler((e, arguments) -> {
            PrintWriter err = e.getCommandLine().getErr();
            err.println(sentence(e.getMessage()) + " Try "
                    + e.getCommandLine().getCommandSpec().qualifiedName() + " --help.");
            return CommandLine.ExitCode.USAGE;
        });
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof StartFailure) {
                command.getErr().println(e.getMessage());
            } else {
                command.getErr().println("Unexpected failure; this is a bug in Edgepass:");
                e.printStackTrace(command.getErr());
            }
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
        return commandLine;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }
}
