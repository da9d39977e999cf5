package dev.edgepass.local.cli;

import dev.edgepass.jdk.FeedKeyFiles;
import dev.edgepass.local.stack.FeedKeyRotation;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rotate-feed-key}: the next feed key becomes the one that signs. */
@Command(
        name = "rotate-feed-key",
        description =
                "Sign the feed with the next feed key, and make a new next one. A local stack must be stopped; containers may run: restart the consumer afterwards.",
        mixinStandardHelpOptions = true)
final class RotateFeedKeyCommand implements Callable<Integer> {
    @Mixin
    private DataOption data = new DataOption();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    @Override
    public Integer call() {
        FeedKeyFiles.Rotation rotation = FeedKeyRotation.run(data.folder());
        PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
        out.println("Heads are signed with feed key " + rotation.signing() + " from the next start on.");
        out.println("  previous  " + rotation.retired() + " (only its public part is kept: the last head is under it)");
        out.println("  next      " + rotation.next() + " (new)");
        out.println(
                "The local stack pins all three when it starts. In a deployment restart the consumer now: the Worker has its key");
        out.println(
                "as the next one. Before the next rotation give the Worker this set (FEED_KEYS: edgepass cloud up, or");
        out.println(data.folder().feedPublicKeys() + ").");
        out.flush();
        return CommandLine.ExitCode.OK;
    }
}
