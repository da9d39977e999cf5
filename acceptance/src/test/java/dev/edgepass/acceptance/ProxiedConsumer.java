package dev.edgepass.acceptance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stack's revocation consumer, started anew in place of the stack's own with the same command line, but that R2 and the KV API are reached through proxies that
 * a test can cut.
 */
final class ProxiedConsumer implements AutoCloseable {
    private static final String R2 = "--edgepass.r2.endpoint=";
    private static final String KV = "--edgepass.kv.api-base=";

    final CutProxy r2;
    final CutProxy kvApi;
    private final List<String> command;
    private final Map<String, String> environment;
    private final File log;
    private Process process;

    private ProxiedConsumer(List<String> original, Map<String, String> environment, Path log) {
        URI r2Target = value(original, R2);
        URI kvTarget = value(original, KV);
        this.r2 = new CutProxy(r2Target);
        this.kvApi = new CutProxy(kvTarget);
        this.command = original.stream()
                .map(word -> word.startsWith(R2) ? R2 + r2.in(r2Target) : word)
                .map(word -> word.startsWith(KV) ? KV + kvApi.in(kvTarget) : word)
                .toList();
        this.environment = environment;
        this.log = log.toFile();
        this.process = launch();
    }

    /** Kills the stack's consumer and takes its place. */
    static ProxiedConsumer replace(RunningStack stack) {
        long pid = stack.pid("consumer");
        List<String> command = List.copyOf(words(pid, "cmdline"));
        Map<String, String> environment = new LinkedHashMap<>();
        for (String variable : words(pid, "environ")) {
            int equals = variable.indexOf('=');
            environment.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        stack.kill("consumer");
        return new ProxiedConsumer(command, environment, stack.data().resolveSibling("proxied-consumer.log"));
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
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI value(List<String> command, String option) {
        return command.stream()
                .filter(word -> word.startsWith(option))
                .map(word -> URI.create(word.substring(option.length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + option + " in " + command));
    }

    /** What Linux knows of a process, in words that end with a zero byte. */
    private static List<String> words(long pid, String file) {
        try {
            String text = Files.readString(Path.of("/proc/" + pid + "/" + file), StandardCharsets.UTF_8);
            List<String> words = new ArrayList<>(Arrays.asList(text.split("\0")));
            words.removeIf(String::isEmpty);
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
