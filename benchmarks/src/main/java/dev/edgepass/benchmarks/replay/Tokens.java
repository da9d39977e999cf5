package dev.edgepass.benchmarks.replay;

import dev.edgepass.event.EventCodec;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.event.Topics;
import dev.edgepass.local.client.RunFailure;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventSerializer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of the benchmark, a hundred for each link, each of a viewer of its own, with ids as random and as long as the issuer's. The same number is the same token. Thread-safe.
 *
 * @param issued when all of them were
 */
record Tokens(int count, Instant issued) {
    private static final int PER_LINK = 100;
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final int ID_BYTES = 16;

    static Tokens of(int count) {
        return new Tokens(count, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    IssuanceEvent.Grant grant(int number) {
        return new IssuanceEvent.Grant(
                id("jti", number),
                "kid-1",
                "v-" + id("viewer", number),
                null,
                id("link", number / PER_LINK),
                List.of("projects/42/"),
                false,
                null,
                issued,
                issued.plus(24, ChronoUnit.HOURS),
                17);
    }

    private static String id(String kind, int number) {
        SplittableRandom random = new SplittableRandom(number * MIX ^ kind.hashCode());
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Writes all of them to the log, as the issuer does but in large batches.
     *
     * @throws RunFailure where Kafka doesn't take one
     */
    void append(String bootstrap) {
        EventCodec codec = new EventCodec();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrap,
                "acks",
                "all",
                "linger.ms",
                20,
                "batch.size",
                256 << 10,
                "buffer.memory",
                24L << 20);
        try (KafkaProducer<String, CloudEvent> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new CloudEventSerializer())) {
            for (int number = 0; number < count; number++) {
                IssuanceEvent.Grant grant = grant(number);
                CloudEvent event = codec.encode(new LoggedEvent<>(
                        UUID.randomUUID().toString(), "/bench", issued, new IssuanceEvent.TokenIssued(grant)));
                producer.send(new ProducerRecord<>(Topics.ISSUANCE, grant.linkId(), event), (written, error) -> {
                    if (error != null) {
                        failure.set(error);
                    }
                });
            }
        }
        Exception error = failure.get();
        if (error != null) {
            throw new RunFailure("the log did not take a token: " + error.getMessage(), error);
        }
    }
}
