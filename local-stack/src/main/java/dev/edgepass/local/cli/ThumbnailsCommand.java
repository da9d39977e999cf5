package dev.edgepass.local.cli;

import dev.edgepass.local.install.Installation;
import dev.edgepass.local.stack.Containers;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.StackInfo;
import dev.edgepass.local.stack.ThumbnailWorker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code thumbnails}: makes those that the bucket of the running system lacks; its exit code is the worker's. */
@Command(
        name = "thumbnails",
        description =
                "Make the thumbnails that the running system's media bucket lacks. Ctrl-C ends it; what is made stays.",
        mixinStandardHelpOptions = true)
final class ThumbnailsCommand implements Callable<Integer> {
    @Option(names = "--once", description = "End when every object has its thumbnail, or can't have one.")
    private boolean once;

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() throws InterruptedException {
        Optional<Containers> containers = data.containers();
        if (containers.isPresent()) {
            return containers.get().run("thumbnails", once ? List.of("--once") : List.of());
        }
        DataFolder folder = data.folder();
        return new ThumbnailWorker(
                        Installation.find(), folder, StackInfo.running(folder).s3())
                .run(once);
    }
}
