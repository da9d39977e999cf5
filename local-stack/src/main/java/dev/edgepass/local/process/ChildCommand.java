package dev.edgepass.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The command line and the environment of a child process.
 *
 * @param name short and unique within a stack; names the log, the pid file and the part in messages
 * @param command executable and arguments
 * @param environment added to this process's environment; the place for secrets
 * @param readyLine whether the process reports on its standard output that it is ready, with one line that starts with {@code {"ready"}
 */
public record ChildCommand(
        String name, List<String> command, Map<String, String> environment, Path folder, boolean readyLine) {
    public ChildCommand {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Without the environment, which may hold secrets. */
    @Override
    public String toString() {
        return name + " " + command;
    }
}
