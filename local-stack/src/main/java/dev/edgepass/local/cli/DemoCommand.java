package dev.edgepass.local.cli;

import dev.edgepass.local.demo.DemoRun;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code demo}: the main job, start to end. Exit code 0 only if all of it held. */
@Command(
        name = "demo",
        description = "Play the life of a media token against real parts, and print what was measured.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private StackMixin stackOptions = new StackMixin();

    @Override
    public Integer call() throws InterruptedException {
        boolean held = new DemoRun(stackOptions.options(4), System.out).run();
        return held ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
