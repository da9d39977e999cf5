package dev.edgepass.local.cli;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cloud}: what a deployment needs in a Cloudflare account. Each command takes an API token by standard input. */
@Command(
        name = "cloud",
        description = "Plan, make or delete what a deployment needs in a Cloudflare account.",
        mixinStandardHelpOptions = true,
        subcommands = {CloudCommand.Plan.class, CloudCommand.Up.class, CloudCommand.Down.class})
final class CloudCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    @Override
    public void run() {
        CommandLine commandLine = Objects.requireNonNull(command).commandLine();
        throw new CommandLine.ParameterException(commandLine, "Missing command (expected: plan, up or down)");
    }

    /** {@code cloud plan}. */
    @Command(
            name = "plan",
            description = "Say what is there, and what up would make or change. Changes nothing.",
            mixinStandardHelpOptions = true)
    static final class Plan implements Callable<Integer> {
        @Mixin
        private CloudMixin cloud = new CloudMixin();

        @Override
        public Integer call() {
            cloud.open().plan();
            return CommandLine.ExitCode.OK;
        }
    }

    /** {@code cloud up}. */
    @Command(
            name = "up",
            description = "Make what is missing, and write .env. Can be repeated; adopts what is there.",
            mixinStandardHelpOptions = true)
    static final class Up implements Callable<Integer> {
        @Option(names = "--yes", description = "Don't ask. Public access of a bucket stays as it is.")
        private boolean isSure;

        @Option(
                names = "--close-bucket",
                paramLabel = "NAME",
                description = "Close this bucket's public access: links that were sent by it end. May be repeated.")
        private Set<String> closing = new HashSet<>();

        @Mixin
        private CloudMixin cloud = new CloudMixin();

        @Override
        public Integer call() {
            return cloud.open().up(isSure, closing) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    /** {@code cloud down}. */
    @Command(
            name = "down",
            description = "Delete what up made. A bucket that holds objects stays, and whatever was there before.",
            mixinStandardHelpOptions = true)
    static final class Down implements Callable<Integer> {
        @Option(names = "--yes", description = "Don't ask.")
        private boolean isSure;

        @Mixin
        private CloudMixin cloud = new CloudMixin();

        @Override
        public Integer call() {
            return cloud.open().down(isSure) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }
}
