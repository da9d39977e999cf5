package dev.edgepass.local.kafka;

import dev.edgepass.local.install.Installation;
import dev.edgepass.local.process.ChildCommand;
import dev.edgepass.local.process.ChildProcess;
import dev.edgepass.local.process.Children;
import dev.edgepass.local.process.ClassArchive;
import dev.edgepass.local.process.Folders;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.Java;
import dev.edgepass.local.process.Ports;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * One Kafka node, broker and controller (KRaft), whose data survive it.
 *
 * @param bootstrap {@code host:port} for clients
 */
public record KafkaProcess(ChildProcess child, String bootstrap) {
    /** Name of the part in logs, messages and {@code stack.json}. */
    public static final String NAME = "kafka";

    private static final int HEAP_MEGABYTES = 256;
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    /**
     * Starts Kafka; it serves clients when this returns.
     *
     * @param data its folder
     * @param port for clients
     * @param controllerPort for KRaft's own traffic
     */
    public static KafkaProcess start(
            Installation installation, Path data, Children children, int port, int controllerPort) {
        return start(installation, data, children, port, controllerPort, List.of());
    }

    /** The same with more options for the JVM. */
    public static KafkaProcess start(
            Installation installation, Path data, Children children, int port, int controllerPort, List<String> more) {
        return start(installation, data, children, port, controllerPort, more, Map.of());
    }

    /**
     * The same with other settings of the broker, such as listeners with TLS.
     *
     * @param settings by Kafka's names, in the place of ours or beside them
     */
    public static KafkaProcess start(
            Installation installation,
            Path data,
            Children children,
            int port,
            int controllerPort,
            List<String> more,
            Map<String, String> settings) {
        List<String> options = new ArrayList<>(
                installation.kafkaArchive().map(ClassArchive::options).orElse(List.of()));
        options.addAll(more);
        List<String> java = command(installation, options, data, port, controllerPort, settings);
        ChildProcess child = children.start(new ChildCommand(NAME, java, Map.of("MALLOC_ARENA_MAX", "2"), data, true));
        child.awaitReadyLine(READY_WITHIN);
        return new KafkaProcess(child, Ports.HOST + ":" + port);
    }

    /** Runs Kafka for a moment, to write the archive of its classes. */
    public static void writeArchive(Installation installation, ClassArchive archive) {
        archive.write(options -> {
            Path data = Files.createTempDirectory("edgepass-kafka-trial");
            Process process = new ProcessBuilder(
                            command(installation, options, data, Ports.free(), Ports.free(), Map.of()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.onExit().thenRun(() -> Folders.delete(data));
            // Its first line says that it is ready; the end of its standard input is the order to stop.
            process.inputReader().readLine();
            process.outputWriter().close();
            return process;
        });
    }

    private static List<String> command(
            Installation installation,
            List<String> options,
            Path data,
            int port,
            int controllerPort,
            Map<String, String> more) {
        Path settings = data.resolve("server.properties");
        try {
            Files.createDirectories(data);
            try (OutputStream out = Files.newOutputStream(settings)) {
                Properties properties = settings(data, port, controllerPort);
                properties.putAll(more);
                properties.store(out, "Written at every start");
            }
        } catch (IOException e) {
            throw new StartFailure("Can't write " + settings + ": " + IoReason.of(e) + ".", e);
        }
        List<String> program = List.of(
                "-Dlog4j2.configurationFile=classpath:dev/edgepass/local/kafka/log4j2.properties",
                "-cp",
                installation.kafkaClassPath(),
                KafkaMain.class.getName(),
                settings.toAbsolutePath().toString());
        return Java.command(HEAP_MEGABYTES, options, program);
    }

    private static Properties settings(Path data, int port, int controllerPort) {
        Properties properties = new Properties();
        Map<String, String> node = Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@" + Ports.HOST + ":" + controllerPort,
                "controller.listener.names", "CONTROLLER",
                "listeners",
                        "PLAINTEXT://" + Ports.HOST + ":" + port + ",CONTROLLER://" + Ports.HOST + ":" + controllerPort,
                "advertised.listeners", "PLAINTEXT://" + Ports.HOST + ":" + port,
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs", data.resolve("logs").toAbsolutePath().toString(),
                "auto.create.topics.enable", "false");
        Map<String, String> oneReplica = Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "2",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "min.insync.replicas", "1");
        // There is no other node to wait for: a lone one elects itself, and a lone consumer gets its partitions, at
        // once.
        Map<String, String> quick = Map.of(
                "broker.session.timeout.ms", "2000",
                "broker.heartbeat.interval.ms", "500",
                "group.initial.rebalance.delay.ms", "0",
                "controller.quorum.election.timeout.ms", "200",
                "controller.quorum.election.backoff.max.ms", "100");
        Map<String, String> small = Map.of(
                "num.network.threads", "2",
                "num.io.threads", "4",
                "background.threads", "2",
                "log.cleaner.dedupe.buffer.size", "4194304",
                "log.cleaner.io.buffer.size", "131072");
        List.of(node, oneReplica, quick, small).forEach(properties::putAll);
        return properties;
    }
}
