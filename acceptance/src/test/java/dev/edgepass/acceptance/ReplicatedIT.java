package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.event.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Three brokers, two issuers, two consumers, a Redis with Sentinels: parts are killed, restarted, slowed and cut while people mint, view and revoke, and what was
 * promised holds (docs/scale.md). A fault of each kind once, or all (or {@code edgepass.replicated.faults}) for {@code edgepass.replicated.minutes}, in an order by
 * {@code edgepass.replicated.seed}.
 */
class ReplicatedIT {
    private static final long SEED = Long.getLong("edgepass.replicated.seed", 15);
    private static final Duration TOTAL = Duration.ofMinutes(Long.getLong("edgepass.replicated.minutes", 0));

    private static final List<ReplicatedFault> FAULTS = TOTAL.isZero()
            ? ReplicatedFault.SHORT
            : Pattern.compile(",")
                    .splitAsStream(System.getProperty(
                            "edgepass.replicated.faults",
                            Arrays.stream(ReplicatedFault.values())
                                    .map(Enum::name)
                                    .collect(Collectors.joining(","))))
                    .map(ReplicatedFault::valueOf)
                    .toList();

    /** Far more than it takes. */
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    /** By what a record is known, by its type. */
    private static final Map<String, String> IDS = Map.of(
            "dev.edgepass.token.issued.v1", "jti",
            "dev.edgepass.token.refreshed.v1", "jti",
            "dev.edgepass.revocation.created.v1", "revocationId",
            "dev.edgepass.link.created.v1", "linkId");

    private static final String TOKEN = "{\"paths\":[\"projects/42/\"]}";

    /** With all logs, which stay where it failed. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    @Test
    void whatever_is_killed_restarted_or_cut_nothing_acknowledged_is_lost_and_the_bound_holds() throws Exception {
        Random random = new Random(SEED);
        try (ReplicatedSystem system = ReplicatedSystem.start(folder)) {
            ReplicatedLoad load = new ReplicatedLoad(system);
            try (load) {
                long end = System.nanoTime() + TOTAL.toNanos();
                do {
                    List<ReplicatedFault> faults = new ArrayList<>(FAULTS);
                    Collections.shuffle(faults, random);
                    for (ReplicatedFault fault : faults) {
                        suffer(fault, system, load, random);
                    }
                } while (System.nanoTime() < end);
            }
            System.out.println("seed " + SEED + ": " + load.log.count() + " acknowledged, " + load.linksRevoked
                    + " links revoked, " + load.seats + ", answers " + load.answers.outcomes());
            load.assertHeld();
            tell(system, load);
            load.log.assertHeld();
            await("the log, folded anew, is what the live read model has")
                    .atMost(RECOVERY)
                    .untilAsserted(() -> assertThat(system.replay(folder.resolve("replay.log")))
                            .isZero());
        }
    }

    private static void suffer(ReplicatedFault fault, ReplicatedSystem system, ReplicatedLoad load, Random random)
            throws Exception {
        load.minting.longest();
        load.revoking.longest();
        long begin = System.nanoTime();
        fault.happen(system, load, random);
        await("after " + fault + " (seed " + SEED + ") a token is minted and a revocation published")
                .atMost(RECOVERY)
                .until(() -> isOk(load.call("POST", "access-token", TOKEN))
                        && isOk(load.call(
                                "POST",
                                "revocations",
                                "{\"target\":{\"kind\":\"token\",\"id\":\"after-" + fault
                                        + "\"},\"reason\":\"replicated\"}")));
        System.out.printf(
                "%-22s %5.1f s in all; longest without a token %5.1f s, without a revocation %5.1f s%n",
                fault,
                Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0,
                load.minting.longest().toMillis() / 1000.0,
                load.revoking.longest().toMillis() / 1000.0);
    }

    private static boolean isOk(Web.Answer answer) {
        return answer != null && answer.status() == 201;
    }

    /** Both logs, to their ends. */
    private static void tell(ReplicatedSystem system, ReplicatedLoad load) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", system.stack.kafka(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            for (String topic : List.of(Topics.CONTROL, Topics.ISSUANCE)) {
                List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
                Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                    consumer.poll(Duration.ofMillis(500)).forEach(message -> tell(message, load));
                }
            }
        }
    }

    private static void tell(ConsumerRecord<byte[], byte[]> message, ReplicatedLoad load) {
        JsonNode event = JsonMapper.shared().readTree(new String(message.value(), StandardCharsets.UTF_8));
        String type = new String(message.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
        String member = IDS.get(type);
        if (member != null) {
            load.log.onTheLog(event.findValue(member).asString(), message.offset() + 1);
        }
    }
}
