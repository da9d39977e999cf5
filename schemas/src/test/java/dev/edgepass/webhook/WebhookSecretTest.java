package dev.edgepass.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretTest {
    @Test
    void the_signature_is_that_of_the_specifications_libraries() {
        // The test vector of the reference libraries of Standard Webhooks.
        WebhookSecret secret = WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n", "it");

        assertThat(secret.signature(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1614265330,
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "whsec_c2hvcnQ=", "whsec_not base64!", "sk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    void a_text_that_is_no_secret_is_refused_without_being_told(String text) {
        assertThatThrownBy(() -> WebhookSecret.parse(text, "the file"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the file")
                .hasMessageNotContaining("c2hvcnQ")
                .hasNoCause();
    }

    @Test
    void a_new_secret_is_one_and_no_other_one() {
        String made = WebhookSecret.random();

        assertThat(WebhookSecret.parse(made, "it")).hasToString("WebhookSecret");
        assertThat(made).isNotEqualTo(WebhookSecret.random());
    }

    @Test
    void a_secret_is_bounded() {
        assertThatThrownBy(() -> WebhookSecret.parse(Base64.getEncoder().encodeToString(new byte[65]), "the file"))
                .hasMessageContaining("65 bytes");
    }
}
