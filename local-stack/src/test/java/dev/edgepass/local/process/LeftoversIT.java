package dev.edgepass.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.edgepass.local.edge.EdgeHost;
import dev.edgepass.local.edge.EdgeHostSettings;
import dev.edgepass.local.install.Installation;
import dev.edgepass.local.redis.RedisProcess;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversIT {
    @TempDir
    private Path folder;

    @Test
    void children_end_with_a_parent_that_is_killed() throws Exception {
        assumeThat(Executables.find("setpriv")).isNotNull();
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<ProcessHandle> children;
        try (BufferedReader out = parent.inputReader(StandardCharsets.UTF_8)) {
            children = Arrays.stream(out.readLine().split(" "))
                    .map(Long::valueOf)
                    .map(ProcessHandle::of)
                    .map(Optional::orElseThrow)
                    .toList();
        }
        assertThat(children).hasSize(3).allMatch(ProcessHandle::isAlive);

        parent.destroyForcibly().waitFor();

        Awaitility.await().untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
        try (Children next = new Children(folder.resolve("logs"), folder.resolve("pids"))) {
            assertThat(next.endLeftovers()).isEmpty();
        }
    }

    /** Starts Redis and the edge host, prints the pids of redis, node and workerd, and waits to be killed. */
    static final class Parent {
        public static void main(String[] args) throws InterruptedException {
            Path folder = Path.of(args[0]);
            Children children = new Children(folder.resolve("logs"), folder.resolve("pids"));
            Installation installation = Installation.find();
            RedisProcess redis = RedisProcess.start(installation, folder.resolve("redis"), children, Ports.free());
            EdgeHostSettings settings =
                    new EdgeHostSettings(folder.resolve("edge"), Ports.free(), Ports.free(), null, List.of());
            EdgeHost edge = EdgeHost.start(installation, settings, children);
            System.out.println(redis.child().pid() + " " + edge.child().pid() + " "
                    + edge.workerd().orElseThrow());
            Thread.currentThread().join();
        }
    }
}
