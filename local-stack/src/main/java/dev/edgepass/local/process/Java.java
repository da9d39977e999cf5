package dev.edgepass.local.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a child JVM: the one that runs this process, with a small footprint. */
public final class Java {
    private static final Path EXECUTABLE = Path.of(System.getProperty("java.home"), "bin", "java");

    /** For {@link #serving}, and for callers with further options. */
    public static final List<String> SERVING =
            List.of("-XX:TieredStopAtLevel=4", "-XX:ReservedCodeCacheSize=240m", "-Xms256m");

    private Java() {}

    /**
     * A JVM with {@code heapMegabytes} of heap at most.
     *
     * @param program {@code -jar file} or {@code -cp path Main}, and the program's arguments
     */
    public static List<String> command(int heapMegabytes, List<String> program) {
        return command(heapMegabytes, List.of(), program);
    }

    /** The same with more options for the JVM. */
    public static List<String> command(int heapMegabytes, List<String> options, List<String> program) {
        List<String> command = new ArrayList<>(List.of(
                EXECUTABLE.toString(),
                "-Xmx" + heapMegabytes + "m",
                "-Xms32m",
                "-Xss512k",
                // One machine for everything: quick start and little memory before peak speed.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=48m",
                "-Xshare:auto",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8"));
        command.addAll(options);
        command.addAll(program);
        return command;
    }

    /** A JVM for long work under load: the best compiler, the same collector. Its options override those of {@link #command}. */
    public static List<String> serving(int heapMegabytes, List<String> program) {
        return command(heapMegabytes, SERVING, program);
    }
}
