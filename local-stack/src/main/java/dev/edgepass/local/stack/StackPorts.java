package dev.edgepass.local.stack;

import dev.edgepass.local.kafka.KafkaCluster;
import dev.edgepass.local.process.Ports;
import dev.edgepass.local.process.StartFailure;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The ports of a stack: {@code base} and fixed offsets from it.
 *
 * @param pops locations of the edge, 1 to 32
 * @param brokers of Kafka, 1 or 3
 */
public record StackPorts(int base, int pops, int brokers) {
    /** Those of {@code edgepass up} without options. */
    public static final StackPorts DEFAULT = new StackPorts(8780, 1);

    private static final int FIRST_EDGE = 10;
    private static final int MOST_POPS = 32;

    /** Of the second broker and those after it; the first has a place among the other parts. */
    private static final int MORE_BROKERS = FIRST_EDGE + MOST_POPS;

    private static final int LOWEST = 1024;
    private static final int HIGHEST = 65535;

    /** With one broker. */
    public StackPorts(int base, int pops) {
        this(base, pops, 1);
    }

    /**
     * @throws IllegalArgumentException where a port would be outside 1024 to 65535, or another number out of its range
     */
    public StackPorts {
        if (pops < 1 || pops > MOST_POPS) {
            throw new IllegalArgumentException("--pops: " + pops + " (expected: 1 to " + MOST_POPS + ")");
        }
        KafkaCluster.requireSize(brokers);
        int highest = HIGHEST - (brokers == 1 ? FIRST_EDGE + pops - 1 : MORE_BROKERS + 2 * (brokers - 1) - 1);
        if (base < LOWEST || base > highest) {
            throw new IllegalArgumentException(
                    "--port-base: " + base + " (expected: " + LOWEST + " to " + highest + ")");
        }
    }

    public int issuer() {
        return base;
    }

    public URI issuerUrl() {
        return URI.create("http://" + Ports.HOST + ":" + issuer());
    }

    public int consumer() {
        return base + 1;
    }

    /** Kafka's nodes. */
    public KafkaCluster kafka() {
        return new KafkaCluster(IntStream.rangeClosed(1, brokers)
                .mapToObj(id -> new KafkaCluster.Node(id, kafka(id), kafka(id) + 1))
                .toList());
    }

    private int kafka(int node) {
        return node == 1 ? base + 2 : base + MORE_BROKERS + 2 * (node - 2);
    }

    public int redis() {
        return base + 4;
    }

    /** Miniflare's main socket: R2's S3 API. */
    public int r2() {
        return base + 5;
    }

    /** KV REST API. */
    public int kv() {
        return base + 6;
    }

    /** The issuer's metrics. */
    public int management() {
        return base + 7;
    }

    /** The thumbnails' worker. */
    public int thumbnails() {
        return base + 8;
    }

    /** Location {@code index}, from 0. */
    public int edge(int index) {
        return base + FIRST_EDGE + index;
    }

    /**
     * @throws StartFailure where one of them is taken
     */
    void requireFree() {
        taken().entrySet().stream().findFirst().ifPresent(port -> {
            throw new StartFailure("Port " + port.getKey() + " (" + port.getValue()
                    + ") is taken by another program: end that, or choose other ports with --port-base.");
        });
    }

    /** Those that other programs have, with the parts that would listen there. */
    public Map<Integer, String> taken() {
        Map<Integer, String> taken = all();
        taken.keySet().removeIf(Ports::isFree);
        return taken;
    }

    private Map<Integer, String> all() {
        Map<Integer, String> all = new LinkedHashMap<>();
        all.put(issuer(), "issuer");
        all.put(consumer(), "revocation consumer");
        kafka().nodes().forEach(node -> {
            all.put(node.port(), "Kafka");
            all.put(node.controllerPort(), "Kafka's controller");
        });
        all.put(redis(), "Redis");
        all.put(r2(), "R2's S3 API");
        all.put(kv(), "KV API");
        all.put(management(), "issuer's metrics");
        all.put(thumbnails(), "thumbnails' worker");
        for (int i = 0; i < pops; i++) {
            all.put(edge(i), "edge location " + (i + 1));
        }
        return all;
    }
}
