package dev.edgepass.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.decision.Refusal;
import dev.edgepass.encoding.JsonObject;
import dev.edgepass.encoding.JsonReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {
    @ParameterizedTest
    @EnumSource
    void every_refusal_is_a_problem_that_says_what_to_do(Refusal refusal) {
        JsonObject json = JsonReader.readObject(Problem.of(refusal).toJson());

        assertThat(json.string("type")).isEqualTo("urn:edgepass:problem:" + refusal.code());
        assertThat(json.string("title")).isEqualTo(refusal.title());
        assertThat(json.integer("status")).isEqualTo(refusal.status());
        assertThat(json.string("detail")).endsWith(".").hasSizeGreaterThan(40);
    }
}
