package dev.edgepass.local.cli;

import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.Replay;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code replay}: folds the log again, by the revocation consumer; its exit code is this command's. */
@Command(
        name = "replay",
        description = "Fold the log into a fresh projection beside the live one of the running stack, and compare.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    @Option(names = "--dry-run", description = "Only report differences; change nothing.")
    private boolean dryRun;

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() throws InterruptedException {
        DataFolder folder = data.folder();
        return Replay.of(folder, StatusCommand.running(folder)).run(dryRun);
    }
}
