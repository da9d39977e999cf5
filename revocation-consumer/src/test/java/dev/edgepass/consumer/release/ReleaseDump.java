package dev.edgepass.consumer.release;

import dev.edgepass.event.Topics;
import dev.edgepass.feed.SegmentRef;
import dev.edgepass.feed.UnverifiedHead;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a release's fixture from a running local stack of that release, {@code ReleaseDump <data folder> <folder>}: {@code log.jsonl} (each record with its headers),
 * {@code read-model.jsonl} (each Redis key), {@code head} and {@code segments/}. How it is used is in {@code src/test/resources/release-0/README.md}.
 */
final class ReleaseDump {
    private static final JsonMapper JSON = new JsonMapper();

    private ReleaseDump() {}

    public static void main(String[] arguments) throws IOException {
        JsonNode stack = JSON.readTree(Files.readString(Path.of(arguments[0], "stack.json")));
        Path to = Files.createDirectories(Path.of(arguments[1]));
        Files.write(to.resolve("log.jsonl"), log(stack.path("kafka").asString()));
        Files.write(
                to.resolve("read-model.jsonl"), readModel(stack.path("redis").asString()));
        feed(stack.path("s3"), to);
    }

    private static List<String> log(String kafka) {
        List<String> lines = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>(List.of(new TopicPartition(Topics.CONTROL, 0)));
            for (int i = 0; i < Topics.ISSUANCE_PARTITIONS; i++) {
                partitions.add(new TopicPartition(Topics.ISSUANCE, i));
            }
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofSeconds(1))) {
                    lines.add(JSON.writeValueAsString(line(message)));
                }
            }
        }
        return lines.stream().sorted().toList();
    }

    private static Map<String, Object> line(ConsumerRecord<byte[], byte[]> message) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("topic", message.topic());
        line.put("partition", message.partition());
        line.put("offset", message.offset());
        line.put("timestamp", message.timestamp());
        line.put("key", message.key() == null ? null : base64(message.key()));
        Map<String, String> headers = new LinkedHashMap<>();
        message.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        line.put("headers", headers);
        line.put("value", base64(message.value()));
        return line;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static List<String> readModel(String redis) {
        URI address = URI.create("redis://" + redis);
        LettuceConnectionFactory connections = new LettuceConnectionFactory(address.getHost(), address.getPort());
        connections.afterPropertiesSet();
        connections.start();
        try {
            List<String> lines = new ArrayList<>();
            RedisDump.of(new StringRedisTemplate(connections))
                    .forEach((key, value) -> lines.add(JSON.writeValueAsString(new TreeMap<>(Map.of(key, value)))));
            return lines;
        } finally {
            connections.destroy();
        }
    }

    private static void feed(JsonNode s3, Path to) throws IOException {
        try (S3Client r2 = S3Client.builder()
                .endpointOverride(URI.create(s3.path("endpoint").asString()))
                .region(Region.of("auto"))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        s3.path("accessKeyId").asString(),
                        s3.path("secretAccessKey").asString())))
                .build()) {
            String bucket = s3.path("feedBucket").asString();
            String head =
                    r2.getObjectAsBytes(get -> get.bucket(bucket).key("head")).asUtf8String();
            Files.writeString(to.resolve("head"), head);
            Path segments = Files.createDirectories(to.resolve("segments"));
            for (SegmentRef ref : UnverifiedHead.parse(head).signatureIsGood().segments()) {
                Files.write(
                        segments.resolve(ref.hash()),
                        r2.getObjectAsBytes(get -> get.bucket(bucket).key(ref.objectKey()))
                                .asByteArray());
            }
        }
    }
}
