package dev.edgepass.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.process.LockFile;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackInfoTest {
    private static final StackInfo INFO = new StackInfo(
            URI.create("http://127.0.0.1:8780"),
            URI.create("http://127.0.0.1:8781"),
            URI.create("http://127.0.0.1:8787"),
            List.of(URI.create("http://127.0.0.1:8790"), URI.create("http://127.0.0.1:8791")),
            "127.0.0.1:8782",
            "127.0.0.1:8784",
            new S3Access("http://127.0.0.1:8785/s3", "id", "secret", "edgepass-media", "edgepass-feed"),
            Map.of("up", 42L));

    @TempDir
    private Path folder;

    @Test
    void its_json_has_the_names_of_the_design() {
        assertThat(INFO.toJson())
                .isEqualTo("{\"issuer\":\"http://127.0.0.1:8780\",\"consumer\":\"http://127.0.0.1:8781\","
                        + "\"management\":\"http://127.0.0.1:8787\","
                        + "\"edges\":[\"http://127.0.0.1:8790\",\"http://127.0.0.1:8791\"],"
                        + "\"kafka\":\"127.0.0.1:8782\",\"redis\":\"127.0.0.1:8784\","
                        + "\"s3\":{\"endpoint\":\"http://127.0.0.1:8785/s3\",\"accessKeyId\":\"id\","
                        + "\"secretAccessKey\":\"secret\",\"mediaBucket\":\"edgepass-media\","
                        + "\"feedBucket\":\"edgepass-feed\",\"auditBucket\":\"edgepass-audit\"},\"pids\":{\"up\":42}}");
    }

    @Test
    void what_is_written_is_read_and_only_its_owner_may_read_it() throws IOException {
        DataFolder data = new DataFolder(folder);
        assertThat(StackInfo.read(data)).isEmpty();

        INFO.write(data);

        assertThat(StackInfo.read(data)).contains(INFO);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.stackFile())))
                .isEqualTo("rw-------");
    }

    @Test
    void a_file_of_a_version_without_metrics_is_read_too() throws IOException {
        DataFolder data = new DataFolder(folder);
        Files.writeString(data.stackFile(), INFO.toJson().replaceFirst("\"management\":\"[^\"]*\",", ""));

        assertThat(StackInfo.read(data).orElseThrow().management()).isNull();
    }

    @Test
    void a_damaged_file_is_told() throws IOException {
        DataFolder data = new DataFolder(folder);
        Files.writeString(data.stackFile(), "{");

        assertThatThrownBy(() -> StackInfo.read(data))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(data.stackFile().toString());
    }

    @Test
    void a_stack_that_was_killed_does_not_run_whatever_has_its_process_id_now() {
        DataFolder data = new DataFolder(folder);
        INFO.write(data);
        LockFile lock = data.lock();
        try (lock) {
            assertThat(StackInfo.running(data)).isEqualTo(INFO);
        }

        assertThatThrownBy(() -> StackInfo.running(data))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("edgepass up");
    }

    @Test
    void a_container_of_the_composed_system_has_the_addresses_in_variables() {
        Map<String, String> variables = new HashMap<>(Map.of(
                "EDGEPASS_TOOLS_ISSUER", "http://issuer:8780",
                "EDGEPASS_TOOLS_CONSUMER", "http://revocation-consumer:8781",
                "EDGEPASS_TOOLS_EDGE", "https://media.example",
                "EDGEPASS_TOOLS_KAFKA", "kafka:9092",
                "EDGEPASS_TOOLS_REDIS", "redis:6379",
                "EDGEPASS_R2_ENDPOINT", "https://r2.example",
                "EDGEPASS_ISSUER_R2_ACCESSKEYID", "id",
                "EDGEPASS_ISSUER_R2_SECRETACCESSKEY", "secret",
                "EDGEPASS_R2_MEDIABUCKET", "my-media",
                "EDGEPASS_R2_FEEDBUCKET", "edgepass-feed"));

        StackInfo info = StackInfo.ofVariables(variables).orElseThrow();

        assertThat(info.consumer()).isEqualTo(URI.create("http://revocation-consumer:8781"));
        assertThat(info.edges()).containsExactly(URI.create("https://media.example"));
        assertThat(info.kafka()).isEqualTo("kafka:9092");
        assertThat(info.redis()).isEqualTo("redis:6379");
        assertThat(info.s3())
                .isEqualTo(new S3Access("https://r2.example", "id", "secret", "my-media", "edgepass-feed"));

        variables.put("EDGEPASS_TOOLS_REDIS", " ");
        assertThatThrownBy(() -> StackInfo.ofVariables(variables))
                .isInstanceOf(StartFailure.class)
                .hasMessage("The variable EDGEPASS_TOOLS_REDIS isn't set.");
        assertThat(StackInfo.ofVariables(Map.of())).isEmpty();
    }

    @Test
    void its_text_holds_no_secret() {
        assertThat(INFO.toString()).doesNotContain("secret");
    }
}
