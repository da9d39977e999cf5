package dev.edgepass.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
    @Test
    void a_view_names_token_and_key_as_they_stand_in_the_URL() {
        assertThat(Route.of("https://media.example/view/abc/projects/4%202/a.jpg?x=/y#z"))
                .isEqualTo(new Route.View("abc", "projects/4%202/a.jpg"));
        assertThat(Route.of("https://media.example/view/abc/")).isEqualTo(new Route.View("abc", ""));
        assertThat(Route.of("https://media.example/view//a.jpg")).isEqualTo(new Route.View("", "a.jpg"));
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
                "https://media.example/media/a.jpg",
                "https://media.example/healthz/"
            })
    void everything_else_is_unknown(String url) {
        assertThat(Route.of(url)).isEqualTo(new Route.Unknown());
    }

    @Test
    void only_a_view_has_preflights() {
        assertThat(new Route.View("t", "k").allows("OPTIONS")).isTrue();
        assertThat(new Route.Health().allows("OPTIONS")).isFalse();
        assertThat(new Route.Health().allows("HEAD")).isTrue();
        assertThat(new Route.View("t", "k").allows("get")).isFalse();
    }

    @Test
    void the_authority_is_host_and_port() {
        assertThat(Route.authority("http://127.0.0.1:8790/view/a/b")).isEqualTo("127.0.0.1:8790");
        assertThat(Route.authority("https://media.example")).isEqualTo("media.example");
    }
}
