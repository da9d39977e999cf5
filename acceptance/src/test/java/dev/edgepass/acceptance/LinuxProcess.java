package dev.edgepass.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A running process' command line and environment, to start another one like it. */
record LinuxProcess(List<String> command, Map<String, String> environment) {
    private static final String MANAGEMENT = "--edgepass.management.port=";

    static LinuxProcess of(long pid) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String variable : words(pid, "environ")) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                environment.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return new LinuxProcess(words(pid, "cmdline"), environment);
    }

    LinuxProcess with(UnaryOperator<String> change) {
        return new LinuxProcess(command.stream().map(change).toList(), environment);
    }

    /** A service beside the one that this is: at {@code port}, and with its metrics at the next one, where it has a port for them. */
    LinuxProcess at(int port) {
        return with(word -> word.startsWith("--server.port=") ? "--server.port=" + port : word)
                .with(word -> word.startsWith(MANAGEMENT) ? MANAGEMENT + (port + 1) : word);
    }

    LinuxProcess plus(String argument) {
        List<String> longer = new ArrayList<>(command);
        longer.add(argument);
        return new LinuxProcess(longer, environment);
    }

    Process start(Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Linux knows of a process, in words that end with a zero byte. */
    private static List<String> words(long pid, String file) {
        try {
            String text = Files.readString(Path.of("/proc/" + pid + "/" + file), StandardCharsets.UTF_8);
            // An argument may be empty.
            List<String> words = Arrays.asList(text.split("\0", -1));
            return new ArrayList<>(words.subList(0, words.size() - 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
