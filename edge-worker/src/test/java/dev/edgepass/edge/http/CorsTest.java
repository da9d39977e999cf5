package dev.edgepass.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {
    @Test
    void a_token_for_any_site_may_be_read_by_any_site() {
        assertThat(written(Cors.of(List.of(), "https://app.example", false)))
                .containsEntry("access-control-allow-origin", "*")
                .doesNotContainKey("vary");
    }

    @Test
    void a_token_for_certain_sites_answers_the_asking_one() {
        assertThat(written(Cors.of(List.of("https://app.example"), "https://app.example", false)))
                .containsEntry("access-control-allow-origin", "https://app.example")
                .containsEntry("vary", "Origin");
        assertThat(written(Cors.of(List.of("https://app.example"), null, false)))
                .containsEntry("vary", "Origin")
                .doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void a_token_beside_the_URL_makes_the_answer_depend_on_it() {
        assertThat(written(Cors.of(List.of(), null, true)))
                .containsEntry("access-control-allow-origin", "*")
                .containsEntry("vary", "Authorization");
        assertThat(written(Cors.of(List.of("https://app.example"), "https://app.example", true)))
                .containsEntry("vary", "Authorization, Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"traceparent", "sentry-trace,baggage", "x-requested-with, Pragma", "!#$%&'*+-.^_`|~"})
    void a_preflight_allows_what_is_asked_for(String asked) {
        assertThat(preflight(asked))
                .containsEntry("access-control-allow-headers", asked)
                .containsEntry("access-control-allow-origin", "*")
                .doesNotContainKey("access-control-allow-credentials");
    }

    @Test
    void a_preflight_that_asks_for_no_names_is_told_those_that_are_read() {
        assertThat(preflight("a".repeat(1_024))).containsEntry("access-control-allow-headers", "a".repeat(1_024));
        for (String asked : Arrays.asList(null, "", "a".repeat(1_025), "a\nb", "a:b", "\u00e4", "a;b", "\"a\"")) {
            assertThat(preflight(asked).get("access-control-allow-headers"))
                    .contains("authorization", "range", "if-match", "if-unmodified-since", "if-none-match");
        }
    }

    private static Map<String, String> preflight(String asked) {
        Map<String, String> headers = new LinkedHashMap<>();
        Cors.writePreflight(asked, headers::put);
        return headers;
    }

    private static Map<String, String> written(Cors cors) {
        Map<String, String> headers = new LinkedHashMap<>();
        cors.write(headers::put);
        return headers;
    }
}
