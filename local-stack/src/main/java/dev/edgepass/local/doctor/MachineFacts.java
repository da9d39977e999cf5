package dev.edgepass.local.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * This machine.
 *
 * @param freeBytes on the disk of {@code folder}; empty where the system doesn't say
 * @param availableMegabytes of memory; empty where the system doesn't say
 * @param hasLocalStack whether {@code up} can be here: a release has none
 * @param unbuilt what {@code up} would miss; empty where nothing is missing, or nothing runs from a build
 * @param takenPorts the ports that {@code up} takes by default and others have, with their parts; empty while a system runs
 */
record MachineFacts(
        Runtime.Version java,
        String javaHome,
        String folder,
        OptionalLong freeBytes,
        OptionalLong availableMegabytes,
        boolean hasLocalStack,
        Optional<String> unbuilt,
        Map<Integer, String> takenPorts) {
    private static final int OLDEST_JAVA = 17;
    private static final long MB = 1L << 20;

    /** Below it no part starts ({@link dev.edgepass.local.stack.DataFolder}). */
    private static final long LEAST_DISK = 1L << 30;

    private static final long SCANTY_DISK = 5L << 30;

    /** All parts together have taken up to 1.6 GB (README.md). */
    private static final long START_MEGABYTES = 1600;

    private static final long RUN_MEGABYTES = 256;

    /** @param system {@code local}, {@code containers} or {@code none} */
    List<Check> checks(String system) {
        List<Check> checks = new ArrayList<>(List.of(jdk(), disk(), memory(system.equals("none"))));
        if (hasLocalStack && !system.equals("containers")) {
            checks.add(build());
        }
        if (hasLocalStack && system.equals("none")) {
            checks.add(ports());
        }
        return checks;
    }

    private Check jdk() {
        String seen = "Java " + java + " in " + javaHome;
        return java.feature() >= OLDEST_JAVA
                ? Check.ok(CheckId.JDK, seen + ".")
                : Check.fail(
                        CheckId.JDK,
                        seen + " is too old (expected: " + OLDEST_JAVA + " or newer).",
                        "install a JDK " + OLDEST_JAVA + " or newer, or point JAVA_HOME to one");
    }

    private Check disk() {
        if (freeBytes.isEmpty()) {
            return Check.unknown(CheckId.DISK, "The system doesn't say how much of the disk is free.", "");
        }
        long free = freeBytes.getAsLong();
        String seen = String.format(Locale.ROOT, "%,d MB are free on the disk of %s", free / MB, folder);
        if (free < LEAST_DISK) {
            String expected = String.format(Locale.ROOT, " (expected: at least %,d MB).", LEAST_DISK / MB);
            return Check.fail(CheckId.DISK, seen + expected, "free some space: without it the log takes no revocation");
        }
        return free < SCANTY_DISK
                ? Check.warn(CheckId.DISK, seen + ", which a log that is kept for ever fills.", "free some space")
                : Check.ok(CheckId.DISK, seen + ".");
    }

    private Check memory(boolean isBeforeStart) {
        if (availableMegabytes.isEmpty()) {
            return Check.unknown(CheckId.MEMORY, "The system doesn't say how much memory is available.", "");
        }
        long megabytes = availableMegabytes.getAsLong();
        long wanted = isBeforeStart ? START_MEGABYTES : RUN_MEGABYTES;
        String seen = String.format(Locale.ROOT, "%,d MB of memory are available", megabytes);
        return megabytes >= wanted
                ? Check.ok(CheckId.MEMORY, seen + ".")
                : Check.warn(
                        CheckId.MEMORY,
                        seen + String.format(Locale.ROOT, " (expected: %,d MB).", wanted),
                        "end other programs, or add memory: the system may end a part that it has none for");
    }

    private Check build() {
        return unbuilt.map(missing -> Check.fail(CheckId.BUILD, missing, "./edgepass up, which builds what is missing"))
                .orElseGet(() -> Check.ok(CheckId.BUILD, "All that edgepass up runs is built."));
    }

    private Check ports() {
        if (takenPorts.isEmpty()) {
            return Check.ok(CheckId.PORTS, "The ports that edgepass up takes by default are free.");
        }
        String taken = takenPorts.entrySet().stream()
                .map(port -> port.getKey() + " (" + port.getValue() + ")")
                .collect(Collectors.joining(", "));
        return Check.fail(
                CheckId.PORTS,
                "Other programs have ports that edgepass up takes by default: " + taken + ".",
                "end those programs, or start with --port-base and another number");
    }
}
