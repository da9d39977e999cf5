package dev.edgepass.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/** Every URL has a route; what a view takes out of the path is what stands there, and query and fragment name nothing. */
public final class RouteFuzz {
    private static final String HOST = "https://media.example";

    private RouteFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        String rest = text.isEmpty() || "/?#".indexOf(text.charAt(0)) >= 0 ? text : "/" + text;
        Route route = Route.of(HOST + rest);
        if (route instanceof Route.View view) {
            String named = "/view/" + view.token() + "/" + view.path();
            assertThat(rest).startsWith(named);
            assertThat(view.token()).doesNotContain("/");
            assertThat(named).doesNotContain("?", "#");
            assertThat(Route.of(HOST + named)).isEqualTo(route);
        }
        int mark = rest.indexOf('?') < 0 ? rest.length() : rest.indexOf('?');
        assertThat(Route.of(HOST + rest.substring(0, mark) + "?/view/a/b")).isEqualTo(route);
        if (rest.startsWith("/")) {
            assertThat(Route.authority(HOST + rest)).isEqualTo("media.example");
        }
    }
}
