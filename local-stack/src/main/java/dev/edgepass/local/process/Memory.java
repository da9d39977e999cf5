package dev.edgepass.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;

/** Resident memory of processes, as Linux counts it ({@code VmRSS} in proc(5)). */
public final class Memory {
    private Memory() {}

    /** Megabytes of all of {@code pids} together; 0 where the system has no {@code /proc}. */
    public static long resident(Collection<Long> pids) {
        return pids.stream().mapToLong(Memory::kilobytes).sum() >> 10;
    }

    private static long kilobytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
