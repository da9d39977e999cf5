package dev.edgepass.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.Stack;
import dev.edgepass.local.stack.StackOptions;
import dev.edgepass.local.stack.StackPorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaClusterIT {
    @TempDir
    private Path folder;

    @Test
    void an_empty_folder_has_no_size_yet() {
        assertThat(KafkaCluster.sizeIn(folder)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"logs, 1, 3", "broker-3/logs, 3, 1"})
    void a_folder_keeps_its_number_of_brokers(String there, int size, int other) throws Exception {
        Path data = folder.resolve("kafka");
        Files.createDirectories(data.resolve(there));
        assertThat(KafkaCluster.sizeIn(data)).contains(size);

        StackOptions options = new StackOptions(folder, new StackPorts(20_000, 1, other), Optional.empty());
        assertThatThrownBy(() -> Stack.start(options, line -> {}))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("--brokers: " + other)
                .hasMessageContaining("backup and restore");
        assertThat(KafkaCluster.sizeIn(data)).contains(size);
    }

    @Test
    void each_node_has_a_name_and_a_folder_of_its_own() {
        KafkaCluster three = new StackPorts(8780, 1, 3).kafka();

        assertThat(three.bootstrap()).isEqualTo("127.0.0.1:8782,127.0.0.1:8822,127.0.0.1:8824");
        assertThat(three.nodes()).extracting(three::part).containsExactly("kafka-1", "kafka-2", "kafka-3");
        assertThat(three.nodes()).extracting(node -> three.folder(folder, node)).doesNotHaveDuplicates();
        assertThat(KafkaCluster.of(1, 2).nodes())
                .extracting(KafkaCluster.of(1, 2)::part)
                .containsExactly("kafka");
    }
}
