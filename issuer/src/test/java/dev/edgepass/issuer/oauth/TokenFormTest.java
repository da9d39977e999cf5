package dev.edgepass.issuer.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.issuer.problem.ProblemException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFormTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    @ParameterizedTest
    @ValueSource(strings = {FORM, FORM + ";charset=UTF-8", "Application/X-WWW-Form-URLEncoded"})
    void a_hint_and_what_nobody_knows_are_ignored(String mediaType) {
        TokenForm form = TokenForm.of(
                mediaType,
                null,
                Map.of("token", one("t"), "token_type_hint", one("refresh_token"), "colour", one("red")));

        assertThat(form.token()).isEqualTo("t");
        assertThat(form).hasToString("TokenForm[]");
    }

    @Test
    void nothing_but_a_form_is_read() {
        assertThatThrownBy(() -> TokenForm.of("application/json", null, Map.of("token", one("t"))))
                .hasMessageContaining("unsupported-media-type");
        assertThatThrownBy(() -> TokenForm.of(null, null, Map.of("token", one("t"))))
                .hasMessageContaining("unsupported-media-type");
    }

    @Test
    void no_parameter_comes_twice() {
        String[] twice = {"a", "b"};

        assertThatThrownBy(() -> TokenForm.of(FORM, null, Map.of("token", twice)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("more than once");
        assertThatThrownBy(() -> TokenForm.of(FORM, null, Map.of("token", one("t"), "token_type_hint", twice)))
                .hasMessageContaining("more than once");
    }

    @Test
    void a_token_in_the_url_is_refused_and_not_repeated() {
        assertThatThrownBy(() -> TokenForm.of(FORM, "token=secret", Map.of("token", one("t"))))
                .isInstanceOf(ProblemException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void without_a_token_there_is_nothing_to_do() {
        assertThatThrownBy(() -> TokenForm.of(FORM, null, Map.of("token", one(""))))
                .hasMessageContaining("token: missing");
        assertThatThrownBy(() -> TokenForm.of(FORM, null, Map.of())).hasMessageContaining("token: missing");
    }

    private static String[] one(String value) {
        return new String[] {value};
    }
}
