package dev.edgepass.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.local.process.Ports;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.StackPorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineFactsTest {
    private static final Runtime.Version JAVA_17 = Runtime.Version.parse("17.0.9");
    private static final OptionalLong DISK = OptionalLong.of(50L << 30);
    private static final OptionalLong MEMORY = OptionalLong.of(4000);

    @TempDir
    private Path folder;

    @Test
    void a_machine_with_all_of_it_is_well() {
        Found.assertAllWell(machine(JAVA_17, DISK, MEMORY).checks("none"));
    }

    @Test
    void an_old_jdk_fails() {
        Found.assertOnly(
                machine(Runtime.Version.parse("11.0.2"), DISK, MEMORY).checks("none"),
                CheckId.JDK,
                Level.FAIL,
                "Java 11.0.2 in /jdk is too old");
    }

    @Test
    void a_full_disk_fails_and_one_that_will_be_full_warns() {
        Found.assertOnly(
                machine(JAVA_17, OptionalLong.of(900L << 20), MEMORY).checks("local"),
                CheckId.DISK,
                Level.FAIL,
                "900 MB are free");
        Found.assertOnly(
                machine(JAVA_17, OptionalLong.of(4L << 30), MEMORY).checks("local"),
                CheckId.DISK,
                Level.WARN,
                "4,096 MB are free");
    }

    @Test
    void too_little_memory_to_start_warns_and_is_enough_for_what_runs() {
        OptionalLong little = OptionalLong.of(1000);

        Found.assertOnly(
                machine(JAVA_17, DISK, little).checks("none"), CheckId.MEMORY, Level.WARN, "1,000 MB of memory");
        Found.assertLevel(machine(JAVA_17, DISK, little).checks("local"), CheckId.MEMORY, Level.OK);
        Found.assertLevel(machine(JAVA_17, DISK, OptionalLong.of(100)).checks("local"), CheckId.MEMORY, Level.WARN);
    }

    @Test
    void what_the_system_doesnt_say_is_unknown() {
        List<Check> checks =
                machine(JAVA_17, OptionalLong.empty(), OptionalLong.empty()).checks("local");

        Found.assertLevel(checks, CheckId.DISK, Level.UNKNOWN);
        Found.assertLevel(checks, CheckId.MEMORY, Level.UNKNOWN);
    }

    @Test
    void a_part_that_isnt_built_fails_but_for_containers() {
        MachineFacts facts = new MachineFacts(
                JAVA_17, "/jdk", "/data", DISK, MEMORY, true, Optional.of("The Worker isn't built."), Map.of());

        Found.assertOnly(facts.checks("local"), CheckId.BUILD, Level.FAIL, "The Worker isn't built.");
        Found.assertAllWell(facts.checks("containers"));
    }

    @Test
    void ports_of_other_programs_fail_while_nothing_runs() {
        MachineFacts facts =
                new MachineFacts(JAVA_17, "/jdk", "/data", DISK, MEMORY, true, Optional.empty(), Map.of(8782, "Kafka"));

        Found.assertOnly(facts.checks("none"), CheckId.PORTS, Level.FAIL, "8782 (Kafka)");
        Found.assertAllWell(facts.checks("local"));
    }

    @Test
    void a_release_has_no_local_stack_to_look_for() {
        MachineFacts facts = new MachineFacts(
                JAVA_17, "/jdk", "/data", DISK, MEMORY, false, Optional.of("No Worker."), Map.of(8782, "Kafka"));

        Found.assertAllWell(facts.checks("none"));
    }

    @Test
    void the_probe_sees_a_port_that_is_taken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(Ports.HOST))) {
            StackPorts ports = new StackPorts(taken.getLocalPort() - 1, 1);

            assertThat(MachineProbe.of(new DataFolder(folder.resolve("no/such")), Optional.of(ports))
                            .takenPorts())
                    .containsEntry(taken.getLocalPort(), "revocation consumer");
        }
    }

    @Test
    void the_probe_reads_what_linux_says_of_its_memory() throws Exception {
        Path meminfo = folder.resolve("meminfo");
        Files.writeString(meminfo, "MemTotal:       32000000 kB\nMemAvailable:    2048000 kB\n");

        assertThat(MachineProbe.available(meminfo)).hasValue(2000);
        assertThat(MachineProbe.available(folder.resolve("none"))).isEmpty();
    }

    private static MachineFacts machine(Runtime.Version java, OptionalLong disk, OptionalLong memory) {
        return new MachineFacts(java, "/jdk", "/data", disk, memory, true, Optional.empty(), Map.of());
    }
}
