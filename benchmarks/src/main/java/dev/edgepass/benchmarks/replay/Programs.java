package dev.edgepass.benchmarks.replay;

import dev.edgepass.event.Topics;
import dev.edgepass.local.install.Installation;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The programs that are measured, each run to its end in a process of its own, and what they say about their speed.
 *
 * @param folder of Kafka's tools
 */
record Programs(Path folder, Path data, String kafka) {
    private static final String KAFKA_VERSION = "4.2.1";
    private static final Pattern LISTED = Pattern.compile("Read [0-9,]+ records in [0-9.]+ s: ([0-9,]+) records/s");
    private static final Pattern REPLAYED = Pattern.compile(
            "replayed ([0-9,]+) records in ([0-9.]+) s \\(([0-9,]+) records/s\\).* ([0-9,]+) differences");
    private static final Pattern VERIFIED =
            Pattern.compile("Read [0-9,]+ events in [0-9.]+ s \\(([0-9,]+) events/s\\)");
    private static final int FETCH_RATE = 9;

    /** Records a second of {@code kafka-consumer-perf-test} on the issuance topic, without the time in which its group forms. */
    double perfTest(int records) {
        Installation installation = Installation.find();
        String output = run(List.of(
                java(),
                "-cp",
                tools() + java.io.File.pathSeparator + installation.kafkaClassPath(),
                "org.apache.kafka.tools.ConsumerPerformance",
                "--bootstrap-server",
                kafka,
                "--topic",
                Topics.ISSUANCE,
                "--messages",
                Integer.toString(records),
                "--timeout",
                "60000",
                "--group",
                "bench-" + System.nanoTime()));
        String last = output.lines().reduce("", (before, line) -> line.contains(",") ? line : before);
        String[] values = last.split(",");
        if (values.length <= FETCH_RATE) {
            throw new StartFailure("kafka-consumer-perf-test said nothing about its speed: " + last);
        }
        return Double.parseDouble(values[FETCH_RATE].strip());
    }

    private Path tools() {
        Path jar = folder.resolve("kafka-tools-" + KAFKA_VERSION + ".jar");
        if (!Files.exists(jar)) {
            run(List.of(
                    "mvn",
                    "-B",
                    "-ntp",
                    "-q",
                    "dependency:copy",
                    "-Dartifact=org.apache.kafka:kafka-tools:" + KAFKA_VERSION,
                    "-DoutputDirectory=" + folder));
        }
        return jar;
    }

    /** Records a second of a listing that finds nothing: it reads and filters the log. */
    double filteredScan() {
        String output =
                run(edgepass("replay", "--list", "--link", "no-such-link", "--time", "--data", data.toString()));
        return number(LISTED, output, 1);
    }

    /** A fold of the log beside the live one. */
    record Fold(double perSecond, long differences) {}

    Fold fold() {
        String output = run(edgepass("replay", "--dry-run", "--data", data.toString()));
        return new Fold(number(REPLAYED, output, 3), (long) number(REPLAYED, output, 4));
    }

    /** Events a second of {@code audit verify}, without the start of its JVM. */
    double verify(Path archive, String key) {
        return number(VERIFIED, run(edgepass("audit", "verify", "--dir", archive.toString(), "--key", key)), 1);
    }

    private static List<String> edgepass(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Installation.find().root().resolve("edgepass").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static double number(Pattern pattern, String output, int group) {
        Matcher found = pattern.matcher(output);
        if (!found.find()) {
            throw new StartFailure("No speed in the program's output: " + output.strip());
        }
        return Double.parseDouble(found.group(group).replace(",", ""));
    }

    private static String java() {
        return Optional.ofNullable(System.getProperty("java.home"))
                .map(home -> home + "/bin/java")
                .orElse("java");
    }

    /** Its output, also where it has found differences. */
    private String run(List<String> command) {
        try {
            Files.createDirectories(folder);
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (exit > 1) {
                throw new StartFailure(
                        String.format(Locale.ROOT, "%s ended with %d: %s", command.get(0), exit, output.strip()));
            }
            return output;
        } catch (IOException e) {
            throw new StartFailure("Can't run " + command.get(0) + ": " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted.", e);
        }
    }
}
