package dev.edgepass.issuer.sharelink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.issuer.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example",
                "http://localhost:3000",
                "https://my_app.example",
                "capacitor://localhost",
                "chrome-extension://abcdefghijklmnop",
                "https://[::1]:8443",
                "https://xn--bcher-kva.example"
            })
    void what_a_browser_or_an_app_sends_as_origin_is_one(String origin) {
        assertThat(AllowedOrigins.parse(List.of(origin))).containsExactly(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.example",
                "https://",
                "https://app.example/",
                "https://app.example/page",
                "https://App.example",
                "https://app.example:443",
                "http://app.example:80",
                "https://app.example:",
                "https://app.example:123456",
                "https://user@app.example",
                "https://app.example?x",
                "https://b\u00fccher.example",
                "null",
                "*",
                "file:///etc",
                "https://app.example\n"
            })
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> AllowedOrigins.parse(List.of(text))).isInstanceOf(ProblemException.class);
    }
}
