package dev.edgepass.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.EventCodec;
import dev.edgepass.event.EventType;
import dev.edgepass.feed.HandleState;
import dev.edgepass.revocation.HandleChange;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Today's schemas beside those that were released ({@code src/test/resources/released}), and today's reader before events that were written then. CONTRIBUTING.md
 * says how a schema is released.
 */
class ReleasedSchemasTest {
    private static final Path CURRENT = Path.of("src/main/resources/dev/edgepass/schemas");
    private static final Path RELEASED = Path.of("src/test/resources/released");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @MethodSource("released")
    void programs_that_are_out_there_and_todays_read_each_other(String schema) {
        assertThat(CURRENT.resolve(schema))
                .as("a schema stays for as long as the log has events of it")
                .exists();
        assertThat(SchemaCompatibility.violations(read(RELEASED.resolve(schema)), read(CURRENT.resolve(schema))))
                .as(
                        "%s may get members that aren't required; for any other change make a new type, such as .v2",
                        schema)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void an_event_that_was_written_then_is_read_today(String sample) {
        EventType type = type(sample);
        String data = text(RELEASED.resolve("samples").resolve(sample));

        assertThat(violations(CURRENT, type, data)).isEmpty();
        assertThat(decoded(sample)).isNotNull();
    }

    /** No program wrote one: it doesn't say which suspension it ends. */
    @Test
    void a_resumption_without_a_basis_ends_no_suspension() {
        HandleState suspended = HandleState.CLEAR.block(5);

        assertThat(HandleChange.of((ControlEvent) decoded("link.resumed.v1-least.json"), 9))
                .extracting(change -> change.change().apply(suspended))
                .containsExactly(suspended);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void an_event_with_members_of_tomorrow_fits_the_schema_that_was_released(String sample) {
        ObjectNode data = (ObjectNode) read(RELEASED.resolve("samples").resolve(sample));
        data.put("memberOfTomorrow", true);

        assertThat(violations(RELEASED, type(sample), data.toString())).isEmpty();
    }

    @Test
    void every_type_that_was_released_has_a_sample() {
        List<String> sampled = samples().map(sample -> type(sample).name()).toList();
        for (EventType type : EventType.values()) {
            if (Files.exists(RELEASED.resolve(fileName(type)))) {
                assertThat(sampled).contains(type.name());
            }
        }
    }

    private static EdgepassEvent decoded(String sample) {
        return new EventCodec()
                .decode(CloudEventBuilder.v1()
                        .withId("1")
                        .withSource(URI.create("/issuer"))
                        .withType(type(sample).ceType())
                        .withTime(OffsetDateTime.parse("2026-11-22T12:00:00Z"))
                        .withData(
                                "application/json",
                                text(RELEASED.resolve("samples").resolve(sample))
                                        .getBytes(StandardCharsets.UTF_8))
                        .build())
                .data();
    }

    private static Stream<String> released() {
        return jsonFiles(RELEASED);
    }

    private static Stream<String> samples() {
        return jsonFiles(RELEASED.resolve("samples"));
    }

    /** A sample is called like its type, with a dash and a word where there is more than one. */
    private static EventType type(String sample) {
        String name = sample.replaceFirst("(-\\w+)?\\.json$", "");
        return Stream.of(EventType.values())
                .filter(type -> fileName(type).equals(name + ".json"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(sample + " is called like no event type"));
    }

    private static String fileName(EventType type) {
        return type.schemaResource().substring(type.schemaResource().lastIndexOf('/') + 1);
    }

    private static List<String> violations(Path folder, EventType type, String data) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text(folder.resolve(fileName(type))));
        return schema
                .validate(
                        data,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static Stream<String> jsonFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        return JSON.readTree(text(file));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
