package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the tests of all modules printed, services and stacks included. It runs after them, in an execution of its own. Of tests that didn't run it reads what their last run left.
 */
class LogsIT {
    /** Whole lines. */
    private static final List<Pattern> ALLOWED = List.of(
            // CallOutPathPolicyTest: the address of the operator's own backend, without which the operator can't mend
            // it.
            Pattern.compile(
                    ".* localhost has the address 203\\.0\\.113\\.9, which isn't private: nothing was sent there"));

    @Test
    void no_log_of_any_test_has_a_token_a_secret_or_the_address_of_a_client() throws IOException {
        List<Path> logs = logs();
        LogScan scan = new LogScan(StackLogs.secrets(), ALLOWED);
        List<LogScan.Finding> findings = new ArrayList<>();
        for (Path log : logs) {
            findings.addAll(scan.scan(log));
        }

        assertThat(logs).isNotEmpty();
        assertThat(findings).isEmpty();
    }

    private static List<Path> logs() throws IOException {
        List<Path> logs = new ArrayList<>();
        try (Stream<Path> modules = Files.list(EdgepassCommand.ROOT)) {
            for (Path module : modules.toList()) {
                addFiles(module.resolve("target/surefire-reports"), ".*-output\\.txt", logs);
                addFiles(module.resolve("target/failsafe-reports"), ".*-output\\.txt", logs);
                addFiles(module.resolve("target"), ".*\\.log", logs);
            }
        }
        addFiles(StackLogs.FOLDER, ".*", logs);
        return logs;
    }

    private static void addFiles(Path folder, String name, List<Path> to) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder, 3)) {
                files.filter(file -> Files.isRegularFile(file)
                                && file.getFileName().toString().matches(name))
                        .forEach(to::add);
            }
        }
    }
}
