package dev.edgepass.local.cli;

import dev.edgepass.local.install.Installation;
import dev.edgepass.local.stack.ClassArchives;
import picocli.CommandLine.Command;

/** {@code prepare}: what the launcher runs after a build. */
@Command(
        name = "prepare",
        description = "Make a fresh build start fast: unpack the services and archive their classes.",
        hidden = true,
        mixinStandardHelpOptions = true)
final class PrepareCommand implements Runnable {
    @Override
    public void run() {
        ClassArchives.write(Installation.find());
    }
}
