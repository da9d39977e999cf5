package dev.edgepass.consumer.release;

import dev.edgepass.event.Topics;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.UnverifiedHead;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fixture of a release, {@code src/test/resources/release-N}. */
public record Release(String folder) {
    public static final Release ZERO = new Release("release-0");
    private static final JsonMapper JSON = new JsonMapper();

    /** Records of both topics; those of one partition in their order. */
    public List<ConsumerRecord<byte[], byte[]>> log() {
        return lines("log.jsonl").stream()
                .map(Release::message)
                .sorted(Comparator.comparingLong(ConsumerRecord::offset))
                .toList();
    }

    public List<ConsumerRecord<byte[], byte[]>> controlLog() {
        return log().stream()
                .filter(message -> message.topic().equals(Topics.CONTROL))
                .toList();
    }

    /** Redis keys with their values. */
    Map<String, JsonNode> readModel() {
        Map<String, JsonNode> model = new TreeMap<>();
        lines("read-model.jsonl")
                .forEach(line -> line.properties().forEach(key -> model.put(key.getKey(), key.getValue())));
        return model;
    }

    public String compactHead() {
        return new String(bytes("head"), StandardCharsets.US_ASCII);
    }

    public FeedHead head() {
        return UnverifiedHead.parse(compactHead()).signatureIsGood();
    }

    /** As the head names them. */
    public List<Segment> segments() {
        return head().segments().stream()
                .map(ref -> Segment.of(bytes("segments/" + ref.hash())))
                .toList();
    }

    private static ConsumerRecord<byte[], byte[]> message(JsonNode line) {
        RecordHeaders headers = new RecordHeaders();
        line.path("headers")
                .properties()
                .forEach(header -> headers.add(
                        header.getKey(), header.getValue().asString().getBytes(StandardCharsets.UTF_8)));
        byte[] value = Base64.getDecoder().decode(line.path("value").asString());
        JsonNode key = line.path("key");
        return new ConsumerRecord<>(
                line.path("topic").asString(),
                line.path("partition").asInt(),
                line.path("offset").asLong(),
                line.path("timestamp").asLong(),
                TimestampType.LOG_APPEND_TIME,
                -1,
                value.length,
                key.isNull() ? null : Base64.getDecoder().decode(key.asString()),
                value,
                headers,
                Optional.empty());
    }

    private List<JsonNode> lines(String name) {
        List<JsonNode> lines = new ArrayList<>();
        new String(bytes(name), StandardCharsets.UTF_8).lines().forEach(line -> lines.add(JSON.readTree(line)));
        return lines;
    }

    private byte[] bytes(String name) {
        try (InputStream file = Release.class.getResourceAsStream("/" + folder + "/" + name)) {
            if (file == null) {
                throw new IllegalStateException(folder + "/" + name + " is missing");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
