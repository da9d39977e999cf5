package dev.edgepass.benchmarks.issue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPU time and memory of a process, from Linux's {@code /proc}. */
record ProcessCpu(long pid) {
    /** Clock ticks a second: what the kernel tells programs, whatever it counts by itself. */
    private static final double TICKS = 100;

    private static final int UTIME = 11;

    /** Milliseconds of CPU, all threads, user and kernel; -1 where the process has gone. */
    double millis() {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The second field is the program's name in brackets, which may hold anything.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1])) * 1000 / TICKS;
        } catch (IOException e) {
            return -1;
        }
    }

    /** Resident memory in bytes; -1 where the process has gone. */
    long resident() {
        try {
            String[] pages =
                    Files.readString(Path.of("/proc/" + pid + "/statm")).split(" ");
            return Long.parseLong(pages[1]) * 4096;
        } catch (IOException e) {
            return -1;
        }
    }
}
