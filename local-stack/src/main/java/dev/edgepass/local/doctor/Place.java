package dev.edgepass.local.doctor;

import dev.edgepass.local.stack.StackInfo;

/**
 * Where a system's parts are, as far as the commands that mend them differ.
 *
 * @param containers whether docker-compose.yml runs them; else {@code ./edgepass up}
 * @param kafka {@code host:port}
 * @param redis {@code host:port}
 */
record Place(boolean containers, String kafka, String redis) {
    static Place local(StackInfo info) {
        return new Place(false, info.kafka(), info.redis());
    }

    static Place containers(StackInfo info) {
        return new Place(true, info.kafka(), info.redis());
    }

    /** The part that is the broker of this id. */
    String broker(int id) {
        return id == 1 ? "kafka" : "kafka-" + id;
    }

    /** Starts a part that is down. */
    String start(String service) {
        return containers
                ? "docker compose up --detach --wait " + service + " (docker compose logs " + service
                        + " says why it ended)"
                : "stop edgepass up and start it again (logs/ in the data folder says why it ended)";
    }

    String redisCli(String command) {
        int colon = redis.lastIndexOf(':');
        String program = containers
                ? "docker compose exec redis redis-cli"
                : "redis-cli -h " + redis.substring(0, colon) + " -p " + redis.substring(colon + 1);
        return program + " " + command;
    }

    /** Sets a topic's configuration. */
    String topicConfig(String topic, String config) {
        String program = containers
                ? "docker compose exec kafka /opt/kafka/bin/kafka-configs.sh --bootstrap-server " + kafka
                : "kafka-configs.sh --bootstrap-server " + kafka;
        return program + " --alter --entity-type topics --entity-name " + topic + " --add-config " + config;
    }

    String newEpoch() {
        return "./edgepass replay --new-epoch (read docs/revocation.md, \"A log that went back\", first)";
    }
}
