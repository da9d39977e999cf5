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
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.Uuid;

/**
 * Kafka as one process a node ({@link KafkaCluster}), whose data survive it.
 *
 * @param nodes in the order of their ids
 * @param bootstrap each node's {@code host:port} for clients, with commas between them
 */
public record KafkaProcess(List<ChildProcess> nodes, String bootstrap) {
    private static final int HEAP_MEGABYTES = 256;
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final String CLUSTER_ID = "cluster.id";

    public KafkaProcess {
        nodes = List.copyOf(nodes);
    }

    /** Starts Kafka; it serves clients when this returns. {@code data} is its folder. */
    public static KafkaProcess start(Installation installation, Path data, Children children, KafkaCluster cluster) {
        return start(installation, data, children, cluster, List.of());
    }

    /** The same with more options for the JVMs. */
    public static KafkaProcess start(
            Installation installation, Path data, Children children, KafkaCluster cluster, List<String> more) {
        return start(installation, data, children, cluster, more, Map.of());
    }

    /**
     * The same with other settings of the brokers, such as listeners with TLS.
     *
     * @param settings by Kafka's names, in the place of ours or beside them
     */
    public static KafkaProcess start(
            Installation installation,
            Path data,
            Children children,
            KafkaCluster cluster,
            List<String> more,
            Map<String, String> settings) {
        List<String> options = new ArrayList<>(
                installation.kafkaArchive().map(ClassArchive::options).orElse(List.of()));
        options.addAll(more);
        String clusterId = clusterId(cluster, data);
        List<ChildProcess> nodes = new ArrayList<>();
        for (KafkaCluster.Node node : cluster.nodes()) {
            Path folder = cluster.folder(data, node);
            Properties properties = NodeSettings.of(cluster, node, folder);
            properties.putAll(settings);
            List<String> java = command(installation, options, folder, properties, clusterId);
            nodes.add(children.start(
                    new ChildCommand(cluster.part(node), java, Map.of("MALLOC_ARENA_MAX", "2"), folder, true)));
        }
        // Each is ready once the quorum is, so they start side by side.
        nodes.forEach(node -> node.awaitReadyLine(READY_WITHIN));
        return new KafkaProcess(nodes, cluster.bootstrap());
    }

    /** Of the nodes that were started before, or a new one: a node takes part in one cluster only. */
    private static String clusterId(KafkaCluster cluster, Path data) {
        return cluster.identities(data)
                .map(KafkaProcess::clusterId)
                .findFirst()
                .orElseGet(() -> Uuid.randomUuid().toString());
    }

    private static String clusterId(Path identity) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(identity)) {
            properties.load(in);
        } catch (IOException e) {
            throw new StartFailure("Can't read " + identity + ": " + IoReason.of(e) + ".", e);
        }
        String id = properties.getProperty(CLUSTER_ID);
        if (id == null) {
            throw new StartFailure("There is no " + CLUSTER_ID + " in " + identity + ".");
        }
        return id;
    }

    /** Runs Kafka for a moment, to write the archive of its classes. */
    public static void writeArchive(Installation installation, ClassArchive archive) {
        archive.write(options -> {
            Path data = Files.createTempDirectory("edgepass-kafka-trial");
            KafkaCluster cluster = KafkaCluster.of(Ports.free(), Ports.free());
            Properties settings = NodeSettings.of(cluster, cluster.nodes().get(0), data);
            Process process = new ProcessBuilder(command(
                            installation,
                            options,
                            data,
                            settings,
                            Uuid.randomUuid().toString()))
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
            Installation installation, List<String> options, Path folder, Properties settings, String clusterId) {
        Path file = folder.resolve("server.properties");
        try {
            Files.createDirectories(folder);
            try (OutputStream out = Files.newOutputStream(file)) {
                settings.store(out, "Written at every start");
            }
        } catch (IOException e) {
            throw new StartFailure("Can't write " + file + ": " + IoReason.of(e) + ".", e);
        }
        List<String> program = List.of(
                "-Dlog4j2.configurationFile=classpath:dev/edgepass/local/kafka/log4j2.properties",
                "-cp",
                installation.kafkaClassPath(),
                KafkaMain.class.getName(),
                file.toAbsolutePath().toString(),
                clusterId);
        return Java.command(HEAP_MEGABYTES, options, program);
    }
}
