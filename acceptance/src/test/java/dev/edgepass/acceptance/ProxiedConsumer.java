package dev.edgepass.acceptance;

import dev.edgepass.local.testing.CutProxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * A stack's revocation consumer, started anew in place of the stack's own with the same command line, but that R2 and the KV API are reached through proxies that
 * a test can cut.
 */
final class ProxiedConsumer implements AutoCloseable {
    private static final String R2 = "--edgepass.r2.endpoint=";
    private static final String KV = "--edgepass.kv.api-base=";

    final CutProxy r2;
    final CutProxy kvApi;
    private final LinuxProcess command;
    private final Path log;
    private Process process;

    private ProxiedConsumer(LinuxProcess original, Path log) {
        URI r2Target = value(original.command(), R2);
        URI kvTarget = value(original.command(), KV);
        this.r2 = new CutProxy(r2Target);
        this.kvApi = new CutProxy(kvTarget);
        this.command = original.with(word -> word.startsWith(R2) ? R2 + r2.in(r2Target) : word)
                .with(word -> word.startsWith(KV) ? KV + kvApi.in(kvTarget) : word);
        this.log = log;
        this.process = launch();
    }

    /** Kills the stack's consumer and takes its place. */
    static ProxiedConsumer replace(RunningStack stack) {
        LinuxProcess original = LinuxProcess.of(stack.pid("consumer"));
        stack.kill("consumer");
        return new ProxiedConsumer(original, stack.data().resolveSibling("proxied-consumer.log"));
    }

    /** As a crash would. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    void startAgain() {
        process = launch();
    }

    @Override
    public void close() {
        kill();
        r2.close();
        kvApi.close();
    }

    private Process launch() {
        return command.start(log);
    }

    private static URI value(List<String> command, String option) {
        return command.stream()
                .filter(word -> word.startsWith(option))
                .map(word -> URI.create(word.substring(option.length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + option + " in " + command));
    }
}
