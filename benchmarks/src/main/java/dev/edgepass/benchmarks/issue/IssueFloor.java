package dev.edgepass.benchmarks.issue;

import dev.edgepass.event.Topics;
import dev.edgepass.jdk.Es256;
import dev.edgepass.jdk.KeyFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What can't be had for less: an ES256 signature and a send of the token's claims that waits for {@code acks=all}, without HTTP, login, Redis or a decision. It
 * writes to a topic of its own with as many partitions as the real one, so that the consumer has nothing to do with it.
 */
final class IssueFloor implements AutoCloseable {
    private static final String TOPIC = "bench.floor";
    private static final String CLAIMS =
            "{\"iss\":\"edgepass\",\"aud\":\"edgepass-media\",\"sub\":\"u-AAAAAAAAAAAAAAAAAAAAAA\",\"jti\":\"AAAAAAAAAAAAAAAAAAAAAA\","
                    + "\"iat\":1795600000,\"exp\":1795686400,\"pos\":17,\"pth\":[\"bench/\"],\"dl\":true}";

    private final Es256 signer;
    private final KafkaProducer<String, String> producer;

    IssueFloor(String bootstrap, Path key) {
        signer = Es256.signer(KeyFile.loadOrCreate(key));
        createTopic(bootstrap);
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1),
                new StringSerializer(),
                new StringSerializer());
    }

    private static void createTopic(String bootstrap) {
        int partitions = Topics.all((short) 1).stream()
                .filter(topic -> topic.name().equals(Topics.ISSUANCE))
                .mapToInt(NewTopic::numPartitions)
                .findFirst()
                .orElse(1);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            if (!admin.listTopics().names().get().contains(TOPIC)) {
                admin.createTopics(List.of(new NewTopic(TOPIC, partitions, (short) 1)))
                        .all()
                        .get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka refuses the floor's topic", e);
        }
    }

    /**
     * So many in flight as fast as they go, or at a rate.
     *
     * @param perSecond 0: as fast as they go
     */
    IssueLoad.Result run(Duration duration, int threads, int perSecond) {
        long begin = System.nanoTime();
        long end = begin + duration.toNanos();
        long gap = perSecond == 0 ? 0 : 1_000_000_000L / perSecond;
        AtomicLong turn = new AtomicLong();
        List<List<Long>> latencies = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            List<Long> own = new ArrayList<>();
            latencies.add(own);
            Thread thread = new Thread(() -> loop(begin, end, gap, turn, own), "floor-" + i);
            thread.setDaemon(true);
            thread.start();
            running.add(thread);
        }
        running.forEach(IssueFloor::join);
        long[] sorted = latencies.stream()
                .flatMap(List::stream)
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        return new IssueLoad.Result(sorted.length, 0, System.nanoTime() - begin, sorted, "");
    }

    private void loop(long begin, long end, long gap, AtomicLong turn, List<Long> latencies) {
        while (true) {
            long index = turn.getAndIncrement();
            long due = gap == 0 ? System.nanoTime() : begin + index * gap;
            if (due >= end) {
                return;
            }
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            try {
                String token = signer.sign("media+jwt", CLAIMS);
                producer.send(new ProducerRecord<>(TOPIC, Long.toString(index % 256), token))
                        .get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException e) {
                throw new IllegalStateException("Kafka refuses the floor's record", e);
            }
            latencies.add(System.nanoTime() - due);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
