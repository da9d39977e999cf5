package dev.edgepass.local.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/**
 * Main class of the Kafka child: {@code KafkaMain <server.properties> <cluster id>}. Formats the log folder where it isn't yet, says {@code {"ready":true}} on standard output
 * once clients are served, and stops in order on SIGTERM or when its standard input closes.
 */
public final class KafkaMain {
    private KafkaMain() {}

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        if (!Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"))) {
            format(file, args[1]);
        }
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-shutdown"));
        endWithParent();
        server.startup();
        System.out.println("{\"ready\":true}");
        server.awaitShutdown();
    }

    private static void format(Path file, String clusterId) {
        String[] format = {"format", "--ignore-formatted", "--cluster-id", clusterId, "--config", file.toString()};
        int status = StorageTool.execute(format, System.err);
        if (status != 0) {
            throw new IllegalStateException("formatting the Kafka log folder failed with status " + status);
        }
    }

    private static void endWithParent() {
        Thread watcher = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing is ever written; only the end counts.
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } finally {
                        System.exit(0);
                    }
                },
                "parent-watcher");
        watcher.setDaemon(true);
        watcher.start();
    }
}
