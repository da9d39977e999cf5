package dev.edgepass.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.process.LockFile;
import dev.edgepass.local.process.StartFailure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainersTest {
    @TempDir
    private Path folder;

    @Test
    void a_folder_that_was_prepared_for_containers_is_theirs_unless_a_stack_runs_on_it() {
        DataFolder data = new DataFolder(folder.resolve(".edgepass"));
        assertThat(of(data)).isEmpty();

        ContainerKeys.prepare(data, false);
        assertThat(of(data)).isPresent();

        running().write(data);
        LockFile lock = data.lock();
        try (lock) {
            assertThat(of(data)).isEmpty();
        }
        assertThat(of(data)).isPresent();
    }

    @Test
    void the_keys_of_one_folder_are_not_taken_for_those_of_containers_with_another() throws Exception {
        DataFolder data = new DataFolder(folder.resolve("mine"));
        ContainerKeys.prepare(data, false);

        assertThatThrownBy(() -> of(data))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("have the keys in " + folder.resolve(".edgepass"));

        Files.writeString(folder.resolve(".env"), "EDGEPASS_DATA=" + data.path() + "\n");
        assertThat(of(data)).isPresent();
    }

    @Test
    void an_exit_code_without_a_word_is_the_engines_and_no_verdict() throws Exception {
        assertThat(program("echo different; exit 1").verdict("consumer", List.of("replay")))
                .isEqualTo(1);
        assertThat(program("exit 0").verdict("consumer", List.of("replay"))).isZero();
        assertThatThrownBy(() -> program("exit 1").verdict("consumer", List.of("replay")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("couldn't be run in a container of consumer (exit code 1)");
    }

    private Containers program(String script) {
        return new Containers(folder, List.of("sh", "-c", script));
    }

    private Optional<Containers> of(DataFolder data) {
        return Containers.of(data, () -> program("exit 0"));
    }

    @Test
    void a_command_runs_in_a_container_of_the_service_with_its_exit_code() throws Exception {
        Containers containers = new Containers(folder, List.of("sh", "-c", "echo $0 $*; exit 7"));

        Process started = containers.start("tools", "status", "--json");

        assertThat(new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("tools status --json\n");
        assertThat(started.waitFor()).isEqualTo(7);
        assertThat(new Containers(folder, List.of("sh", "-c", "exit 7")).run("tools", List.of("status")))
                .isEqualTo(7);
    }

    @Test
    void the_stores_of_a_replicated_system_are_all_of_them() throws Exception {
        Containers containers = new Containers(folder, List.of("sh"));
        assertThat(containers.stores()).containsExactly("kafka", "redis");

        Files.writeString(folder.resolve(".env"), "EDGEPASS_KAFKA_VOTERS=1@kafka:9093,2@kafka-2:9093,3@kafka-3:9093\n");

        assertThat(containers.stores())
                .containsExactlyInAnyOrder(
                        "kafka", "kafka-2", "kafka-3", "redis", "redis-2", "sentinel", "sentinel-2", "sentinel-3");
    }

    @Test
    void without_docker_it_says_what_is_missing() {
        Containers containers = new Containers(folder, List.of("no-such-docker"));

        assertThatThrownBy(() -> containers.run("tools", List.of("status")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("no-such-docker can't be run here")
                .hasMessageContaining("install Docker with Compose 2");
    }

    private static StackInfo running() {
        URI nowhere = URI.create("http://127.0.0.1:1");
        S3Access s3 = new S3Access("http://127.0.0.1:1", "id", "secret", "media", "feed");
        return new StackInfo(
                nowhere,
                nowhere,
                null,
                List.of(),
                "127.0.0.1:1",
                "127.0.0.1:1",
                s3,
                Map.of("up", ProcessHandle.current().pid()));
    }
}
