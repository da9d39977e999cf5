package dev.edgepass.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CorsTest {
    @Test
    void a_token_for_any_site_may_be_read_by_any_site() {
        assertThat(written(Cors.of(List.of(), "https://app.example")))
                .containsEntry("access-control-allow-origin", "*")
                .doesNotContainKey("vary");
    }

    @Test
    void a_token_for_certain_sites_answers_the_asking_one() {
        assertThat(written(Cors.of(List.of("https://app.example"), "https://app.example")))
                .containsEntry("access-control-allow-origin", "https://app.example")
                .containsEntry("vary", "Origin");
        assertThat(written(Cors.of(List.of("https://app.example"), null)))
                .containsEntry("vary", "Origin")
                .doesNotContainKey("access-control-allow-origin");
    }

    private static Map<String, String> written(Cors cors) {
        Map<String, String> headers = new LinkedHashMap<>();
        cors.write(headers::put);
        return headers;
    }
}
