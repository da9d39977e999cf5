package dev.edgepass.local.kafka;

import dev.edgepass.local.process.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The {@code server.properties} of a node. Our topics bring their own replicas and minimum in sync along (schemas' {@code Topics}). */
final class NodeSettings {
    /** A lone node elects itself at once, and is away for nobody else's sake. */
    private static final Map<String, String> ALONE = Map.of(
            "broker.session.timeout.ms", "2000",
            "controller.quorum.election.timeout.ms", "200",
            "controller.quorum.election.backoff.max.ms", "100");

    /** A killed node is found out within 3 s: until then its partitions take no write. Nodes of a busy machine aren't taken for killed. */
    private static final Map<String, String> TOGETHER = Map.of("broker.session.timeout.ms", "3000");

    private static final Map<String, String> QUICK = Map.of(
            "broker.heartbeat.interval.ms", "500",
            "group.initial.rebalance.delay.ms", "0");

    private static final Map<String, String> SMALL = Map.of(
            "num.network.threads", "2",
            "num.io.threads", "4",
            "background.threads", "2",
            "offsets.topic.num.partitions", "4",
            "transaction.state.log.num.partitions", "2",
            "log.cleaner.dedupe.buffer.size", "4194304",
            "log.cleaner.io.buffer.size", "131072");

    private NodeSettings() {}

    /** @param folder the node's own */
    static Properties of(KafkaCluster cluster, KafkaCluster.Node node, Path folder) {
        String clients = "PLAINTEXT://" + Ports.HOST + ":" + node.port();
        Map<String, String> itself = Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(node.id()),
                "controller.quorum.voters",
                cluster.voters(),
                "controller.listener.names",
                "CONTROLLER",
                "listeners",
                clients + ",CONTROLLER://" + Ports.HOST + ":" + node.controllerPort(),
                "advertised.listeners",
                clients,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs",
                folder.resolve("logs").toAbsolutePath().toString(),
                "auto.create.topics.enable",
                "false");
        int nodes = cluster.nodes().size();
        Properties properties = new Properties();
        List.of(itself, internalTopics(nodes), nodes == 1 ? ALONE : TOGETHER, QUICK, SMALL)
                .forEach(properties::putAll);
        return properties;
    }

    private static Map<String, String> internalTopics(int nodes) {
        String replicas = Integer.toString(nodes);
        String minInSync = Integer.toString(nodes / 2 + 1);
        return Map.of(
                "offsets.topic.replication.factor", replicas,
                "transaction.state.log.replication.factor", replicas,
                "transaction.state.log.min.isr", minInSync,
                "share.coordinator.state.topic.replication.factor", replicas,
                "share.coordinator.state.topic.min.isr", minInSync);
    }
}
