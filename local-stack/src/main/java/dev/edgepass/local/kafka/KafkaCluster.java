package dev.edgepass.local.kafka;

import dev.edgepass.local.process.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The nodes of a Kafka on this machine, each broker and controller (KRaft), whose number stays as it was at the first start. */
public record KafkaCluster(List<Node> nodes) {
    /** How many there may be: one, or as many as lose none of what was acknowledged when one is lost. */
    public static final List<Integer> SIZES = List.of(1, 3);

    private static final String SINGLE = "kafka";

    /**
     * A node.
     *
     * @param id from 1
     * @param port for clients
     * @param controllerPort for KRaft's own traffic
     */
    public record Node(int id, int port, int controllerPort) {}

    /**
     * @throws IllegalArgumentException for a number of nodes that isn't one of {@link #SIZES}
     */
    public KafkaCluster {
        requireSize(nodes.size());
        nodes = List.copyOf(nodes);
    }

    /** One node. */
    public static KafkaCluster of(int port, int controllerPort) {
        return new KafkaCluster(List.of(new Node(1, port, controllerPort)));
    }

    /**
     * @throws IllegalArgumentException for a number of nodes that isn't one of {@link #SIZES}
     */
    public static void requireSize(int brokers) {
        if (!SIZES.contains(brokers)) {
            throw new IllegalArgumentException("--brokers: " + brokers + " (expected: 1 or 3)");
        }
    }

    /** How many nodes have their data in a folder; empty where none has. */
    public static Optional<Integer> sizeIn(Path data) {
        return SIZES.stream()
                .filter(size ->
                        folder(data, size, size).resolve("logs").toFile().isDirectory())
                .findFirst();
    }

    /** Names of the parts in logs, messages and {@code stack.json}, for all sizes. */
    public static String[] parts() {
        return SIZES.stream()
                .flatMap(size -> IntStream.rangeClosed(1, size).mapToObj(id -> part(id, size)))
                .toArray(String[]::new);
    }

    String part(Node node) {
        return part(node.id(), nodes.size());
    }

    Path folder(Path data, Node node) {
        return folder(data, node.id(), nodes.size());
    }

    private static String part(int id, int size) {
        return size == 1 ? SINGLE : SINGLE + "-" + id;
    }

    private static Path folder(Path data, int id, int size) {
        return size == 1 ? data : data.resolve("broker-" + id);
    }

    /** For clients: each {@code host:port}, with commas between them. */
    public String bootstrap() {
        return nodes.stream().map(node -> Ports.HOST + ":" + node.port()).collect(Collectors.joining(","));
    }

    String voters() {
        return nodes.stream()
                .map(node -> node.id() + "@" + Ports.HOST + ":" + node.controllerPort())
                .collect(Collectors.joining(","));
    }

    /** The files that say which cluster a node belongs to, of the nodes that were started before. */
    Stream<Path> identities(Path data) {
        return nodes.stream()
                .map(node -> folder(data, node).resolve("logs/meta.properties"))
                .filter(Files::exists);
    }
}
