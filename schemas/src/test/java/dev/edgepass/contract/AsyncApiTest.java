package dev.edgepass.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.EventType;
import dev.edgepass.event.Replication;
import dev.edgepass.event.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

class AsyncApiTest {
    private static final Path COMMITTED = Path.of("../docs/asyncapi.json");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Test
    void the_committed_document_is_what_the_code_says() throws IOException {
        String document = JSON.writeValueAsString(AsyncApiDocument.document()) + "\n";
        if (Boolean.getBoolean("contracts.update")) {
            Files.writeString(COMMITTED, document);
        }

        assertThat(COMMITTED)
                .as("docs/asyncapi.json differs from the code: run .ci/update-contracts, and commit what it changes")
                .hasContent(document);
    }

    @Test
    void every_reference_leads_somewhere() {
        JsonNode document = JSON.valueToTree(AsyncApiDocument.document());
        for (JsonNode reference : document.findValues("$ref")) {
            String target = reference.stringValue();
            if (target.startsWith("#/")) {
                assertThat(document.at(target.substring(1)).isMissingNode())
                        .as(target)
                        .isFalse();
            } else {
                assertThat(COMMITTED.resolveSibling(target)).exists();
            }
        }
    }

    @Test
    void every_type_is_on_one_topic_and_every_topic_is_described() {
        JsonNode channels = JSON.valueToTree(AsyncApiDocument.document().get("channels"));
        List<String> types = new ArrayList<>();
        channels.forEach(channel -> types.addAll(channel.get("messages").propertyNames()));

        assertThat(types)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of(EventType.values())
                                        .map(type -> type.ceType().substring("dev.edgepass.".length())),
                                Stream.of("link.words.v1"))
                        .toList());
        assertThat(channels.propertyNames())
                .containsExactlyInAnyOrderElementsOf(Topics.all(Replication.ONE).stream()
                        .map(topic -> topic.name())
                        .toList());
        assertThat(channels)
                .allSatisfy(channel ->
                        assertThat(channel.get("description").stringValue()).isNotBlank());
    }
}
