package dev.edgepass.thumbnails.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts a program that reads a hostile file: without this process's variables, which have the credentials; with limits on memory and on what it may write, where there is
 * {@code prlimit}; and where the kernel lets {@code unshare} do so, without a network and without a sight of other processes. Immutable.
 */
public final class Sandbox {
    /** That one file may have. */
    static final long FILE_BYTES = 64L << 20;

    private static final List<String> ISOLATION =
            List.of("--user", "--map-current-user", "--net", "--pid", "--fork", "--kill-child", "--mount-proc");

    private final List<String> limits;
    private final List<String> isolation;

    Sandbox(List<String> limits, List<String> isolation) {
        this.limits = limits;
        this.isolation = isolation;
    }

    /** As much as this machine can do. */
    public static Sandbox find() {
        return new Sandbox(
                Executables.find("prlimit").map(Path::toString).map(List::of).orElse(List.of()),
                Executables.find("unshare")
                        .map(Sandbox::isolation)
                        .filter(Sandbox::works)
                        .orElse(List.of()));
    }

    /** For a person: what holds a decoder here. */
    public String description() {
        return (isLimited() ? "memory limited" : "no prlimit: memory of ffmpeg isn't limited") + ", "
                + (isIsolated()
                        ? "no network"
                        : "network as this process has it (the kernel lets unshare make no namespaces)");
    }

    boolean isLimited() {
        return !limits.isEmpty();
    }

    boolean isIsolated() {
        return !isolation.isEmpty();
    }

    /**
     * @param memoryBytes of address space at most
     */
    ProcessBuilder command(long memoryBytes, List<String> program) {
        List<String> command = new ArrayList<>(limits);
        if (isLimited()) {
            command.addAll(List.of("--as=" + memoryBytes, "--fsize=" + FILE_BYTES, "--core=0", "--nofile=256"));
        }
        command.addAll(isolation);
        command.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        // Of two arenas: address space is what is limited.
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        return builder;
    }

    private static List<String> isolation(Path unshare) {
        List<String> isolation = new ArrayList<>(List.of(unshare.toString()));
        isolation.addAll(ISOLATION);
        return isolation;
    }

    /** Containers mostly refuse it. */
    private static boolean works(List<String> isolation) {
        List<String> trial = new ArrayList<>(isolation);
        trial.add("true");
        try {
            Process process = new ProcessBuilder(trial)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(5, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
