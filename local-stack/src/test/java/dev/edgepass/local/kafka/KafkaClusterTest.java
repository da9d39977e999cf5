package dev.edgepass.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.local.stack.StackPorts;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaClusterTest {
    @TempDir
    private Path folder;

    @Test
    void an_empty_folder_has_no_size_yet() {
        assertThat(KafkaCluster.sizeIn(folder)).isEmpty();
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
