package dev.edgepass.benchmarks.issue;

import dev.edgepass.event.Replication;
import dev.edgepass.event.Topics;
import dev.edgepass.jdk.Es256;
import dev.edgepass.jdk.KeyFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The least that a token costs: an ES256 signature and a send of the token's claims that waits for {@code acks=all}, without HTTP, login, Redis or a decision. It
 * writes to a topic of its own with as many partitions as the real one, so that the consumer has nothing to do with it.
 */
final class IssueFloor implements AutoCloseable {
    private static final int ACKNOWLEDGED = 201;
    private static final String TOPIC = "bench.floor";
    private static final String CLAIMS =
            "{\"iss\":\"edgepass\",\"aud\":\"edgepass-media\",\"sub\":\"u-AAAAAAAAAAAAAAAAAAAAAA\",\"jti\":\"AAAAAAAAAAAAAAAAAAAAAA\","
                    + "\"iat\":1795600000,\"exp\":1795686400,\"pos\":17,\"pth\":[\"bench/\"],\"dl\":true}";

    private final Es256 signer;
    private final KafkaProducer<String, String> producer;
    private final AtomicLong sent = new AtomicLong();

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
        int partitions = Topics.all(Replication.ONE).stream()
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
        IssueLoad load = new IssueLoad(number -> this::send, ACKNOWLEDGED, threads);
        return perSecond == 0 ? load.saturate(duration) : load.pace(duration, perSecond);
    }

    private int send() throws InterruptedException, ExecutionException {
        String token = signer.sign("media+jwt", CLAIMS);
        String key = Long.toString(sent.getAndIncrement() % 256);
        producer.send(new ProducerRecord<>(TOPIC, key, token)).get();
        return ACKNOWLEDGED;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
