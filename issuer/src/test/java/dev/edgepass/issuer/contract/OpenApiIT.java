package dev.edgepass.issuer.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the running code offers, beside what is written down of it. */
class OpenApiIT {
    private static final Path COMMITTED = Path.of("../docs/openapi.json");
    private static final Path RELEASED = Path.of("src/test/resources/openapi/released.json");
    private static final Path OPERATIONS = Path.of("src/test/resources/openapi/operations.json");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static ObjectNode document;

    @BeforeAll
    static void describe() throws IOException {
        try (OfflineIssuer issuer = OfflineIssuer.describing()) {
            JsonNode springdoc =
                    JSON.readTree(issuer.get(OfflineIssuer.DOCUMENT).body());
            document = OpenApiDocument.of(springdoc, JSON.readTree(Files.readString(OPERATIONS)));
        }
        if (Boolean.getBoolean("contracts.update")) {
            Files.writeString(COMMITTED, text());
        }
    }

    @Test
    void the_committed_document_is_what_the_code_says() {
        assertThat(COMMITTED)
                .as("docs/openapi.json differs from the code: run .ci/update-contracts, and commit what it changes")
                .hasContent(text());
    }

    @Test
    void no_client_of_the_released_api_breaks() throws IOException {
        assertThat(BreakingChanges.between(JSON.readTree(Files.readString(RELEASED)), document))
                .as("changes that break clients of src/test/resources/openapi/released.json")
                .isEmpty();
    }

    @Test
    void every_parameter_of_a_query_is_one_that_a_controller_reads() {
        Set<String> read = new TreeSet<>();
        TestIssuer.shared()
                .beans(RequestMappingHandlerMapping.class)
                .forEach(mappings -> mappings.getHandlerMethods()
                        .forEach((mapping, handler) -> mapping.getPatternValues()
                                .forEach(pattern -> mapping.getMethodsCondition()
                                        .getMethods()
                                        .forEach(method -> Stream.of(handler.getMethodParameters())
                                                .flatMap(OpenApiIT::ofQuery)
                                                .forEach(name -> read.add(method + " " + pattern + " " + name))))));
        Set<String> told = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                for (JsonNode parameter : operation.getValue().path("parameters")) {
                    if (parameter.get("in").stringValue().equals("query")) {
                        told.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey() + " "
                                + parameter.get("name").stringValue());
                    }
                }
            }
        }

        assertThat(told).isNotEmpty().isSubsetOf(read);
    }

    /** Single ones have an annotation; a record of many is named so. */
    private static Stream<String> ofQuery(MethodParameter parameter) {
        RequestParam single = parameter.getParameterAnnotation(RequestParam.class);
        if (single != null) {
            return Stream.of(single.name().isEmpty() ? parameter.getParameter().getName() : single.name());
        }
        Class<?> type = parameter.getParameterType();
        return type.getSimpleName().endsWith("Query")
                ? Stream.of(type.getRecordComponents()).map(RecordComponent::getName)
                : Stream.empty();
    }

    @Test
    void every_operation_has_words_and_examples() {
        List<String> bare = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                boolean shown = true;
                for (JsonNode content : operation.getValue().at("/requestBody/content")) {
                    shown &= content.has("example");
                }
                if (!operation.getValue().has("summary") || !shown) {
                    bare.add(operation.getKey() + " " + path.getKey());
                }
            }
        }
        assertThat(bare)
                .as("operations without a summary or an example in src/test/resources/openapi/operations.json")
                .isEmpty();
    }

    @Test
    void every_example_fits_its_schema() {
        List<String> wrong = new ArrayList<>();
        for (JsonNode content : document.get("paths").findValues("application/json")) {
            if (content.has("example") && content.has("schema")) {
                ObjectNode schema = content.get("schema").deepCopy().asObject();
                schema.set("components", document.get("components"));
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema.toString())
                        .validate(content.get("example").toString(), InputFormat.JSON)
                        .forEach(error -> wrong.add(content.get("schema") + " " + error));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void the_service_answers_with_the_document_that_it_was_built_with() throws IOException {
        Api.Answer answer = TestIssuer.shared().api().get("/openapi.json", null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        try (InputStream built = OpenApiIT.class.getResourceAsStream("/static/openapi.json")) {
            assertThat(answer.text()).isEqualTo(new String(built.readAllBytes(), StandardCharsets.UTF_8));
        }
        for (String path : Arrays.asList("/v3/api-docs", "/swagger-ui.html", "/openapi.json")) {
            assertThat(TestIssuer.shared().api().page(path).status()).isEqualTo(404);
        }
    }

    private static String text() {
        return JSON.writeValueAsString(document) + "\n";
    }
}
