package dev.edgepass.contract;

import dev.edgepass.event.EventType;
import dev.edgepass.event.Replication;
import dev.edgepass.event.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The topics as an AsyncAPI 3.0 document, made from {@link EventType}, {@link Topics} and the JSON Schemas, seen by the issuer, which writes them. */
final class AsyncApiDocument {
    private static final String SCHEMAS = "../schemas/src/main/resources";
    private static final String SCHEMA_FORMAT = "application/schema+json;version=draft-2020-12";
    private static final String WORDS = "link.words.v1";
    private static final Map<String, String> DESCRIPTIONS = Map.ofEntries(
            Map.entry(
                    Topics.CONTROL,
                    "Links, revocations, keys. The record at offset o brings the log to position o + 1."),
            Map.entry(
                    Topics.WORDS,
                    "What people wrote about links, as JSON without CloudEvents. The key is link id, slash, digest: base64url of the SHA-256 of the"
                            + " salt's bytes, then label, recipient and passwordHash, each as its length in bytes (32 bits, big-endian; -1 where it is"
                            + " absent) and its UTF-8. A tombstone erases."),
            Map.entry(
                    Topics.ISSUANCE,
                    "Tokens issued and refreshed: their claims, never the tokens. Keyed by link or subject."),
            Map.entry(
                    Topics.USAGE,
                    "What the edge counted of views: a report's tokens of one partition. Keyed by link or subject."),
            Map.entry(Topics.NOTICES, "What links' owners are to be told. Keyed by link."),
            Map.entry(
                    Topics.PUBLICATIONS,
                    "When which position of the control topic was in the feed's head in R2. Keyed by publisher."),
            letters(Topics.CONTROL, "the control topic"),
            letters(Topics.WORDS, "the words topic"),
            letters(Topics.ISSUANCE, "the issuance topic"),
            letters(Topics.USAGE, "the usage topic"),
            letters(Topics.PUBLICATIONS, "the publications topic"),
            Map.entry(
                    Topics.NOTICES + Topics.DEAD_LETTER_SUFFIX,
                    "Pointers to notices that reached nobody: JSON with topic, partition, offset, recordTime and reason."
                            + " With settled and note instead of reason: the decision about one."));

    private AsyncApiDocument() {}

    private static Map.Entry<String, String> letters(String topic, String name) {
        return Map.entry(
                topic + Topics.DEAD_LETTER_SUFFIX,
                "Pointers to records of " + name
                        + " that were passed over: JSON with topic, partition, offset, recordTime and reason."
                        + " With settled and note instead of reason: the decision about one.");
    }

    static Map<String, Object> document() {
        Map<String, Object> channels = new LinkedHashMap<>();
        Map<String, Object> operations = new LinkedHashMap<>();
        for (NewTopic topic : Topics.all(Replication.ONE)) {
            channels.put(topic.name(), channel(topic));
            if (!messages(topic.name()).isEmpty()) {
                operations.put("write." + topic.name(), operation(topic.name()));
            }
        }
        Map<String, Object> messages = new LinkedHashMap<>();
        for (EventType type : EventType.values()) {
            messages.put(name(type), message(type));
        }
        messages.put(WORDS, words());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("asyncapi", "3.0.0");
        document.put("info", info());
        document.put("defaultContentType", "application/json");
        document.put("channels", channels);
        document.put("operations", operations);
        document.put("components", ordered("messages", messages, "messageTraits", ordered("cloudEvent", cloudEvent())));
        return document;
    }

    private static Map<String, Object> info() {
        return ordered(
                "title",
                "Edgepass: the log",
                "version",
                "1",
                "description",
                "Everything that happens, as CloudEvents in binary mode. Members may be added, never renamed or retyped;"
                        + " readers ignore what they don't know.",
                "license",
                ordered("name", "Apache-2.0"));
    }

    private static Map<String, Object> channel(NewTopic topic) {
        Map<String, Object> messages = new LinkedHashMap<>();
        for (String message : messages(topic.name())) {
            messages.put(message, reference("#/components/messages/" + message));
        }
        return ordered(
                "address", topic.name(),
                "description", DESCRIPTIONS.get(topic.name()),
                "messages", messages,
                "bindings",
                        ordered(
                                "kafka",
                                ordered(
                                        "topic", topic.name(),
                                        "partitions", topic.numPartitions(),
                                        "topicConfiguration", configuration(topic),
                                        "bindingVersion", "0.5.0")));
    }

    /** The settings that the binding knows. */
    private static Map<String, Object> configuration(NewTopic topic) {
        Map<String, Object> known = new TreeMap<>();
        topic.configs().forEach((name, value) -> {
            if (List.of(
                            "retention.ms",
                            "retention.bytes",
                            "max.message.bytes",
                            "delete.retention.ms",
                            "max.compaction.lag.ms")
                    .contains(name)) {
                known.put(name, Long.valueOf(value));
            } else if (name.equals("cleanup.policy")) {
                known.put(name, List.of(value));
            }
        });
        return known;
    }

    private static Map<String, Object> operation(String topic) {
        List<Object> messages = new ArrayList<>();
        for (String message : messages(topic)) {
            messages.add(reference("#/channels/" + topic + "/messages/" + message));
        }
        return ordered("action", "send", "channel", reference("#/channels/" + topic), "messages", messages);
    }

    private static Map<String, Object> message(EventType type) {
        JsonNode schema = schema(type.schemaResource());
        return ordered(
                "name", type.ceType(),
                "title", schema.path("title").stringValue(),
                "contentType", "application/json",
                "traits", List.of(reference("#/components/messageTraits/cloudEvent")),
                "payload",
                        ordered("schemaFormat", SCHEMA_FORMAT, "schema", reference(SCHEMAS + type.schemaResource())));
    }

    private static Map<String, Object> cloudEvent() {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", ordered("const", "1.0"));
        headers.put("ce_id", ordered("type", "string", "minLength", 1));
        headers.put("ce_source", ordered("type", "string", "format", "uri-reference"));
        headers.put("ce_type", ordered("type", "string", "description", "the message's name"));
        headers.put("ce_time", ordered("type", "string", "format", "date-time"));
        headers.put("ce_dataschema", ordered("type", "string", "format", "uri"));
        headers.put("content-type", ordered("const", "application/json"));
        return ordered(
                "headers",
                ordered(
                        "type",
                        "object",
                        "required",
                        List.of("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time"),
                        "properties",
                        headers),
                "bindings",
                ordered("kafka", ordered("key", ordered("type", "string"), "bindingVersion", "0.5.0")));
    }

    private static Map<String, Object> words() {
        String schema = "/dev/edgepass/schemas/" + WORDS + ".json";
        return ordered(
                "name", WORDS,
                "title", schema(schema).path("title").stringValue(),
                "contentType", "application/json",
                "bindings", ordered("kafka", ordered("key", ordered("type", "string"), "bindingVersion", "0.5.0")),
                "payload", ordered("schemaFormat", SCHEMA_FORMAT, "schema", reference(SCHEMAS + schema)));
    }

    private static List<String> messages(String topic) {
        List<String> messages = new ArrayList<>();
        for (EventType type : EventType.values()) {
            if (topic.equals(type.topic())) {
                messages.add(name(type));
            }
        }
        if (topic.equals(Topics.WORDS)) {
            messages.add(WORDS);
        }
        return messages;
    }

    private static String name(EventType type) {
        return type.ceType().substring("dev.edgepass.".length());
    }

    private static JsonNode schema(String resource) {
        try {
            return JsonMapper.builder().build().readTree(Files.readString(Path.of("src/main/resources" + resource)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> reference(String target) {
        return ordered("$ref", target);
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
