package dev.edgepass.acceptance;

import dev.edgepass.local.process.Folders;
import dev.edgepass.local.stack.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Copies of the logs of every stack that these tests ran, and the secrets that those stacks had, for {@link LogsIT}: a stack's own folder is deleted after its test.
 * Thread-safe.
 */
final class StackLogs {
    static final Path FOLDER = EdgepassCommand.ROOT.resolve("acceptance/target/stack-logs");

    /** A file for each test JVM. */
    private static final Path SECRETS = EdgepassCommand.ROOT.resolve("acceptance/target/stack-secrets");

    /** Variables of a service's environment. */
    private static final Pattern SECRET = Pattern.compile("EDGEPASS_.*(SECRET|TOKEN|ACCESSKEYID|PASSWORD).*");

    /** The private part of a JWK. */
    private static final Pattern PRIVATE = Pattern.compile("\"d\"\\s*:\\s*\"([\\w-]+)\"");

    private static final AtomicInteger STACKS = new AtomicInteger();

    /** This JVM's. What the run before has left goes when the first stack's come. */
    private static final class Own {
        static final Path FOLDER = StackLogs.FOLDER.resolve(TestFork.name());
        static final Path SECRETS = StackLogs.SECRETS.resolve(TestFork.name());

        static {
            Folders.delete(FOLDER);
            try {
                Files.createDirectories(FOLDER);
                Files.createDirectories(StackLogs.SECRETS);
                Files.deleteIfExists(SECRETS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private StackLogs() {}

    /** Of the stacks of all test JVMs. */
    static Collection<String> secrets() {
        return files(SECRETS, file -> true).stream()
                .flatMap(file -> read(file).lines())
                .filter(secret -> !secret.isBlank())
                .collect(Collectors.toSet());
    }

    /** Remembers what the processes were given, and what is in the key files of {@code data}. */
    static void know(Path data, Collection<Long> pids) {
        Set<String> secrets = new HashSet<>();
        for (long pid : pids) {
            LinuxProcess.of(pid).environment().forEach((name, value) -> {
                if (SECRET.matcher(name).matches() && !Files.exists(Path.of(value))) {
                    secrets.add(value);
                }
            });
        }
        for (Path key : files(new DataFolder(data).keys(), file -> true)) {
            String text = read(key);
            PRIVATE.matcher(text).results().forEach(found -> secrets.add(found.group(1)));
            if (!text.contains("{")) {
                secrets.add(text.strip());
            }
        }
        append(secrets);
    }

    private static synchronized void append(Collection<String> secrets) {
        try {
            Files.write(Own.SECRETS, secrets, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies the logs in {@code data}, where a stack has made it, and those that a test wrote beside it. */
    static void keep(Path data) {
        if (!Files.isDirectory(data)) {
            return;
        }
        Path copies = Own.FOLDER.resolve(STACKS.incrementAndGet() + "-" + data.getFileName());
        try {
            Files.createDirectories(copies);
            for (Path folder :
                    List.of(data.resolve("logs"), data.toAbsolutePath().getParent())) {
                for (Path log : files(folder, file -> file.toString().matches(".*\\.(log|out)"))) {
                    Files.write(copies.resolve(log.getFileName()), Files.readAllBytes(log));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps what isn't in a file: a line for each. */
    static void keep(String name, List<?> lines) {
        try {
            Files.write(
                    Own.FOLDER.resolve(name),
                    lines.stream().map(Object::toString).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder, Predicate<Path> which) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(Files::isRegularFile).filter(which).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
