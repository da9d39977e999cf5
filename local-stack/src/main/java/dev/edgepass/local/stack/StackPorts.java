package dev.edgepass.local.stack;

import dev.edgepass.local.process.Ports;
import dev.edgepass.local.process.StartFailure;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ports of a stack: {@code base} and fixed offsets from it. */
public record StackPorts(int base, int pops) {
    /** Those of {@code edgepass up} without options. */
    public static final StackPorts DEFAULT = new StackPorts(8780, 1);

    private static final int FIRST_EDGE = 10;
    private static final int LOWEST = 1024;
    private static final int HIGHEST = 65535;

    /**
     * @throws IllegalArgumentException where a port would be outside 1024 to 65535, or {@code pops} outside 1 to 32
     */
    public StackPorts {
        if (pops < 1 || pops > 32) {
            throw new IllegalArgumentException("--pops: " + pops + " (expected: 1 to 32)");
        }
        int highest = HIGHEST - FIRST_EDGE - pops + 1;
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

    public int kafka() {
        return base + 2;
    }

    public int kafkaController() {
        return base + 3;
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
        all.put(kafka(), "Kafka");
        all.put(kafkaController(), "Kafka's controller");
        all.put(redis(), "Redis");
        all.put(r2(), "R2's S3 API");
        all.put(kv(), "KV API");
        for (int i = 0; i < pops; i++) {
            all.put(edge(i), "edge location " + (i + 1));
        }
        return all;
    }
}
