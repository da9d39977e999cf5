package dev.edgepass.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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

    private static Map<String, String> written(Cors cors) {
        Map<String, String> headers = new LinkedHashMap<>();
        cors.write(headers::put);
        return headers;
    }
}
