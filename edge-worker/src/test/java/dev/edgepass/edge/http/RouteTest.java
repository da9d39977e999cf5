package dev.edgepass.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
    @Test
    void a_view_names_token_and_key_as_they_stand_in_the_URL() {
        assertThat(Route.of("https://media.example/view/abc/projects/4%202/a.jpg?x=/y#z"))
                .isEqualTo(new Route.View("abc", "projects/4%202/a.jpg", false));
        assertThat(Route.of("https://media.example/view/abc/")).isEqualTo(new Route.View("abc", "", false));
        assertThat(Route.of("https://media.example/view//a.jpg")).isEqualTo(new Route.View("", "a.jpg", false));
    }

    @Test
    void a_view_without_a_token_in_the_URL_names_the_key() {
        assertThat(Route.of("https://media.example/media/a%20b.jpg?v=2"))
                .isEqualTo(new Route.Media("a%20b.jpg", false));
        assertThat(Route.of("https://media.example/media/")).isEqualTo(new Route.Media("", false));
    }

    @ParameterizedTest
    @CsvSource({
        "?download, true",
        "?download=, true",
        "?download=1, true",
        "?a=b&download, true",
        "?download&a=b#c, true",
        "?&&download, true",
        "?downloads, false",
        "?a=download, false",
        "?Download, false",
        "?a&#download, false",
        "#?download, false",
        "/download, false"
    })
    void a_parameter_called_download_asks_for_one(String rest, boolean download) {
        assertThat(Route.of("https://media.example/view/t/k" + rest))
                .isInstanceOfSatisfying(
                        Route.View.class, view -> assertThat(view.download()).isEqualTo(download));
        assertThat(Route.of("https://media.example/media/k" + rest))
                .isInstanceOfSatisfying(
                        Route.Media.class, media -> assertThat(media.download()).isEqualTo(download));
    }

    @Test
    void a_URL_past_8_KB_is_not_read() {
        String url = "https://media.example/view/t/";

        assertThat(Route.of(url + "k".repeat(8_192 - url.length()))).isInstanceOf(Route.View.class);
        assertThat(Route.of(url + "k".repeat(8_193 - url.length()))).isEqualTo(new Route.TooLong());
    }

    @Test
    void the_other_routes_are_exact() {
        assertThat(Route.of("http://127.0.0.1:8790/.well-known/edgepass?pretty"))
                .isEqualTo(new Route.Status());
        assertThat(Route.of("http://127.0.0.1:8790/healthz")).isEqualTo(new Route.Health());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://media.example",
                "https://media.example/",
                "https://media.example?/view/a/b",
                "https://media.example/view",
                "https://media.example/view/token",
                "https://media.example/view/token?/key",
                "https://media.example/media",
                "https://media.example/healthz/"
            })
    void everything_else_is_unknown(String url) {
        assertThat(Route.of(url)).isEqualTo(new Route.Unknown());
    }

    @Test
    void only_media_have_preflights() {
        assertThat(new Route.View("t", "k", false).allows("OPTIONS")).isTrue();
        assertThat(new Route.Media("k", false).allows("OPTIONS")).isTrue();
        assertThat(new Route.Health().allows("OPTIONS")).isFalse();
        assertThat(new Route.Health().allows("HEAD")).isTrue();
        assertThat(new Route.View("t", "k", false).allows("get")).isFalse();
    }

    @Test
    void the_authority_is_host_and_port() {
        assertThat(Route.authority("http://127.0.0.1:8790/view/a/b")).isEqualTo("127.0.0.1:8790");
        assertThat(Route.authority("https://media.example")).isEqualTo("media.example");
    }
}
