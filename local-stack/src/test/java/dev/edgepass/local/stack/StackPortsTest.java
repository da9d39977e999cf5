package dev.edgepass.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.local.kafka.KafkaCluster;
import dev.edgepass.local.process.Ports;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class StackPortsTest {
    @Test
    void all_ports_follow_from_the_base() {
        StackPorts ports = new StackPorts(8780, 2);

        assertThat(ports.issuer()).isEqualTo(8780);
        assertThat(ports.consumer()).isEqualTo(8781);
        assertThat(ports.kafka().nodes()).containsExactly(new KafkaCluster.Node(1, 8782, 8783));
        assertThat(ports.redis()).isEqualTo(8784);
        assertThat(ports.r2()).isEqualTo(8785);
        assertThat(ports.kv()).isEqualTo(8786);
        assertThat(ports.management()).isEqualTo(8787);
        assertThat(ports.edge(0)).isEqualTo(8790);
        assertThat(ports.edge(1)).isEqualTo(8791);
    }

    @Test
    void more_brokers_come_after_the_last_location_that_there_may_be() {
        assertThat(new StackPorts(8780, 32, 3).kafka().nodes())
                .containsExactly(
                        new KafkaCluster.Node(1, 8782, 8783),
                        new KafkaCluster.Node(2, 8822, 8823),
                        new KafkaCluster.Node(3, 8824, 8825));
        assertThatThrownBy(() -> new StackPorts(65500, 1, 3))
                .hasMessage("--port-base: 65500 (expected: 1024 to 65490)");
        assertThatThrownBy(() -> new StackPorts(8780, 1, 2)).hasMessage("--brokers: 2 (expected: 1 or 3)");
    }

    @Test
    void numbers_out_of_range_are_refused_with_what_is_expected() {
        assertThatThrownBy(() -> new StackPorts(80, 1)).hasMessage("--port-base: 80 (expected: 1024 to 65525)");
        assertThatThrownBy(() -> new StackPorts(65526, 1)).hasMessageContaining("expected: 1024 to 65525");
        assertThatThrownBy(() -> new StackPorts(8780, 0)).hasMessage("--pops: 0 (expected: 1 to 32)");
    }

    @Test
    void a_taken_port_is_named_with_the_part_that_wants_it() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(Ports.HOST))) {
            StackPorts ports = new StackPorts(taken.getLocalPort() - 10, 1);

            assertThatThrownBy(ports::requireFree)
                    .isInstanceOf(StartFailure.class)
                    .hasMessage("Port " + taken.getLocalPort() + " (edge location 1) is taken by another program:"
                            + " end that, or choose other ports with --port-base.");
        }
    }
}
