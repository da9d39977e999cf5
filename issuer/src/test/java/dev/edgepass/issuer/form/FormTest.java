package dev.edgepass.issuer.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.issuer.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    @ParameterizedTest
    @ValueSource(strings = {FORM, FORM + ";charset=UTF-8", "Application/X-WWW-Form-URLEncoded"})
    void a_hint_and_what_nobody_knows_are_ignored(String mediaType) {
        Form form = Form.of(mediaType, null, body("token=t&token_type_hint=refresh_token&colour=%72ed"));

        assertThat(form.required("token")).isEqualTo("t");
        assertThat(form).hasToString("Form[]");
    }

    @Test
    void nothing_but_a_form_is_read() {
        assertThatThrownBy(() -> Form.of("application/json", null, body("token=t")))
                .hasMessageContaining("unsupported-media-type");
        assertThatThrownBy(() -> Form.of(null, null, body("token=t"))).hasMessageContaining("unsupported-media-type");
    }

    @Test
    void no_parameter_comes_twice() {
        assertThatThrownBy(() -> Form.of(FORM, null, body("token=a&token=b")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("more than once");
        assertThatThrownBy(() -> Form.of(FORM, null, body("token=t&token_type_hint=a&token_type_hint=b")))
                .hasMessageContaining("more than once");
    }

    @Test
    void a_token_in_the_url_is_refused_and_not_repeated() {
        assertThatThrownBy(() -> Form.of(FORM, "token=secret", body("token=t")))
                .isInstanceOf(ProblemException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void without_a_token_there_is_nothing_to_do() {
        assertThatThrownBy(() -> Form.of(FORM, null, body("token=")).required("token"))
                .hasMessageContaining("token: missing");
        assertThatThrownBy(() -> Form.of(FORM, null, body("")).required("token"))
                .hasMessageContaining("token: missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token=%", "token=%4", "token=%zz", "token=%C3%28", "token=\u00e9", "%=x&token=t"})
    void what_isnt_percent_encoded_utf_8_is_refused(String form) {
        assertThatThrownBy(() -> Form.of(FORM, null, body(form))).hasMessageContaining("percent-encoding");
    }

    private static byte[] body(String form) {
        return form.getBytes(StandardCharsets.ISO_8859_1);
    }
}
