package dev.edgepass.local.doctor;

import dev.edgepass.local.install.Installation;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.StackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at this machine. */
final class MachineProbe {
    private static final String AVAILABLE = "MemAvailable:";

    private MachineProbe() {}

    /**
     * @param portsOfUp those whose programs are looked for; empty looks for none
     */
    static MachineFacts of(DataFolder data, Optional<StackPorts> portsOfUp) {
        Path folder = existing(data.path());
        return new MachineFacts(
                Runtime.version(),
                System.getProperty("java.home"),
                folder.toString(),
                free(folder),
                available(Path.of("/proc/meminfo")),
                hasLocalStack(),
                unbuilt(),
                portsOfUp.map(StackPorts::taken).orElse(Map.of()));
    }

    private static boolean hasLocalStack() {
        try {
            return Files.exists(Installation.find().root().resolve("pom.xml"));
        } catch (StartFailure e) {
            return false;
        }
    }

    private static Optional<String> unbuilt() {
        try {
            Installation.find().check();
            return Optional.empty();
        } catch (StartFailure e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private static OptionalLong free(Path folder) {
        try {
            return OptionalLong.of(Files.getFileStore(folder).getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** What Linux can give to programs without swapping (proc(5)). */
    static OptionalLong available(Path meminfo) {
        try {
            return Files.readAllLines(meminfo).stream()
                    .filter(line -> line.startsWith(AVAILABLE))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** The folder, or what is above it and there. */
    private static Path existing(Path folder) {
        Path there = folder;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }
}
