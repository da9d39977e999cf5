package dev.edgepass.local.doctor;

import dev.edgepass.event.Replication;
import dev.edgepass.event.Topics;
import dev.edgepass.local.status.Humane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A Kafka cluster, as far as Edgepass uses it.
 *
 * @param brokers that answer
 * @param away ids of brokers that have replicas, and don't answer
 * @param topics those of {@link Topics} that are there, by name
 */
record KafkaFacts(String bootstrap, int brokers, Set<Integer> away, Map<String, Topic> topics) {
    private static final int CLUSTER = 3;
    private static final String MIN_ISR = "min.insync.replicas";
    private static final String UNCLEAN = "unclean.leader.election.enable";
    private static final String FLUSH = "flush.messages";
    private static final String RETENTION_MS = "retention.ms";
    private static final String RETENTION_BYTES = "retention.bytes";
    private static final String CLEANUP = "cleanup.policy";

    KafkaFacts {
        away = new TreeSet<>(away);
        topics = new TreeMap<>(topics);
    }

    /**
     * A topic.
     *
     * @param id changes when it is made anew
     * @param replicas of the partition that has the fewest
     * @param missing replicas that aren't in sync, over all partitions
     * @param configs in force, whoever set them
     * @param end offsets at the ends of all partitions, added up
     * @param open of a dead letter topic: records about which nothing was decided, 10,000 at most
     */
    record Topic(
            String id, int partitions, int replicas, int missing, Map<String, String> configs, long end, long open) {
        String config(String name) {
            return configs.getOrDefault(name, "");
        }
    }

    List<Check> checks(Place place) {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.ok(
                CheckId.KAFKA,
                "Kafka at " + bootstrap + " answers, with " + Humane.count(brokers, "broker", "brokers") + "."));
        checks.add(topicsThere(place));
        if (topics.isEmpty()) {
            checks.addAll(Check.unknown(
                    CheckId.in("kafka").subList(2, CheckId.in("kafka").size()), "There are no topics yet."));
            return checks;
        }
        checks.addAll(List.of(
                replication(),
                inSync(place),
                minIsr(place),
                unclean(place),
                retention(place),
                flush(place),
                unreadable()));
        return checks;
    }

    private Check topicsThere(Place place) {
        List<String> wrong = new ArrayList<>();
        for (NewTopic wanted : Topics.all(Replication.ONE)) {
            Topic found = topics.get(wanted.name());
            if (found == null) {
                wrong.add(wanted.name() + " isn't there");
            } else if (found.partitions() != wanted.numPartitions()) {
                wrong.add(wanted.name() + " has " + found.partitions() + " partitions (expected: "
                        + wanted.numPartitions() + ")");
            }
        }
        return wrong.isEmpty()
                ? Check.ok(CheckId.TOPICS, "All " + topics.size() + " topics are there, with their partitions.")
                : Check.fail(
                        CheckId.TOPICS,
                        String.join(", ", wrong) + ".",
                        place.start("revocation-consumer") + ", which makes missing topics");
    }

    /** With those that are away. */
    private int size() {
        return brokers + away.size();
    }

    private Check replication() {
        int fewest = topics.values().stream().mapToInt(Topic::replicas).min().orElse(0);
        int brokers = size();
        if (brokers < CLUSTER) {
            return Check.ok(
                    CheckId.REPLICATION,
                    "Every record is on " + Humane.count(fewest, "broker", "brokers") + " of " + brokers
                            + ": a lost disk is a lost log, but for its backup.");
        }
        return fewest >= CLUSTER
                ? Check.ok(CheckId.REPLICATION, "Every record is on " + fewest + " of " + brokers + " brokers.")
                : Check.warn(
                        CheckId.REPLICATION,
                        named(topic -> topic.replicas() < CLUSTER) + " has records on " + fewest + " of " + brokers
                                + " brokers (expected: " + CLUSTER + ").",
                        "kafka-reassign-partitions.sh with three replicas for each partition, and edgepass.log.replicas=3");
    }

    private Check inSync(Place place) {
        int missing = topics.values().stream().mapToInt(Topic::missing).sum();
        return missing == 0
                ? Check.ok(CheckId.IN_SYNC, "All replicas are in sync.")
                : Check.fail(
                        CheckId.IN_SYNC,
                        (away.isEmpty() ? "" : "Of " + size() + " brokers, " + ids() + " doesn't answer. ")
                                + "Not in sync: " + Humane.count(missing, "replica", "replicas") + " of "
                                + named(topic -> topic.missing() > 0) + ".",
                        place.start(place.broker(away.stream().findFirst().orElse(1))));
    }

    private String ids() {
        return away.stream().map(id -> "broker " + id).collect(Collectors.joining(" and "));
    }

    private Check minIsr(Place place) {
        int wanted = size() < CLUSTER ? 1 : 2;
        List<String> low = topics.entrySet().stream()
                .filter(topic -> number(topic.getValue().config(MIN_ISR))
                        < Math.min(wanted, topic.getValue().replicas()))
                .map(Map.Entry::getKey)
                .toList();
        if (low.isEmpty()) {
            return Check.ok(
                    CheckId.MIN_ISR,
                    "A write is acknowledged once " + Humane.count(wanted, "replica has", "replicas have") + " it"
                            + (size() < CLUSTER ? ": there are no more brokers to wait for." : "."));
        }
        return Check.warn(
                CheckId.MIN_ISR,
                "A write to " + String.join(", ", low) + " is acknowledged once a single replica has it (expected: "
                        + wanted + ").",
                place.topicConfig(low.get(0), MIN_ISR + "=" + wanted));
    }

    private Check unclean(Place place) {
        String unclean = named(topic -> topic.config(UNCLEAN).equals("true"));
        return unclean.isEmpty()
                ? Check.ok(CheckId.UNCLEAN_ELECTION, "A replica that lacks acknowledged records never leads.")
                : Check.fail(
                        CheckId.UNCLEAN_ELECTION,
                        "A replica that lacks acknowledged records may lead " + unclean + " (" + UNCLEAN + "=true).",
                        place.topicConfig(unclean.split(", ")[0], UNCLEAN + "=false"));
    }

    private Check retention(Place place) {
        String losing = topics.entrySet().stream()
                .filter(topic -> isLosing(topic.getKey(), topic.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.joining(", "));
        return losing.isEmpty()
                ? Check.ok(CheckId.RETENTION, "No topic loses records, but those that are kept for a time.")
                : Check.fail(
                        CheckId.RETENTION,
                        "Kafka deletes records of " + losing + " by itself (expected: " + RETENTION_MS + "=-1, "
                                + RETENTION_BYTES + "=-1, " + CLEANUP + "=" + cleanup(losing.split(", ")[0]) + ").",
                        place.topicConfig(
                                losing.split(", ")[0],
                                RETENTION_MS + "=-1," + RETENTION_BYTES + "=-1," + CLEANUP + "="
                                        + cleanup(losing.split(", ")[0])));
    }

    /** What views and notices are kept for is their operator's affair: the consumer tells of a difference from its own setting. */
    private static boolean isLosing(String name, Topic topic) {
        boolean isForATime = name.equals(Topics.USAGE) || name.equals(Topics.NOTICES);
        boolean isOther = !Arrays.asList(topic.config(CLEANUP).split(",")).equals(List.of(cleanup(name)));
        return !isForATime && !topic.config(RETENTION_MS).equals("-1")
                || !topic.config(RETENTION_BYTES).equals("-1")
                || isOther;
    }

    /** What is written for good is deleted by nobody; words are, by their tombstones. */
    private static String cleanup(String topic) {
        return topic.equals(Topics.WORDS) ? "compact" : "delete";
    }

    private Check flush(Place place) {
        Topic control = topics.get(Topics.CONTROL);
        if (control == null) {
            return Check.unknown(CheckId.FLUSH, "There is no topic " + Topics.CONTROL + " yet.", "");
        }
        return control.config(FLUSH).equals("1")
                ? Check.ok(CheckId.FLUSH, "A revocation is on the disk before it is acknowledged.")
                : Check.fail(
                        CheckId.FLUSH,
                        "A power cut may take acknowledged revocations, and a position may be used twice (" + FLUSH
                                + "=" + control.config(FLUSH) + " of " + Topics.CONTROL + ", expected: 1).",
                        place.topicConfig(Topics.CONTROL, FLUSH + "=1"));
    }

    private Check unreadable() {
        List<String> found = topics.entrySet().stream()
                .filter(topic -> topic.getValue().open() > 0)
                .map(topic -> topic.getValue().open() + " in " + topic.getKey())
                .toList();
        return found.isEmpty()
                ? Check.ok(CheckId.UNREADABLE, "No record is set aside as unreadable, or each is settled.")
                : Check.warn(
                        CheckId.UNREADABLE,
                        "Records couldn't be read and were set aside: " + String.join(", ", found) + ".",
                        "edgepass dlt list, then show, retry or dismiss: docs/upgrade.md, \"What isn't an event at all\"");
    }

    private String named(Predicate<Topic> which) {
        return topics.entrySet().stream()
                .filter(topic -> which.test(topic.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
