package dev.edgepass.issuer.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.issuer.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {
    @Test
    void quotes_are_the_headers_form_and_no_part_of_the_key() {
        assertThat(IdempotencyKey.parse("\"8e03978e-40d5\"")).isEqualTo(IdempotencyKey.parse(" 8e03978e-40d5 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "short", "\"12345678", "with space", "\"back\\\\slash\"", "ümlauted-key"})
    void what_isnt_a_key_is_refused_without_being_quoted(String header) {
        assertThatThrownBy(() -> IdempotencyKey.parse(header))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().detail()).endsWith("such as a UUID)"));
    }
}
