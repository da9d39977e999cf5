package dev.edgepass.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.decision.RequestOrigin;
import java.nio.charset.StandardCharsets;

/** A site is what a header says it is: the whole {@code Origin}, or as much of {@code Referer} as ends before path, query and fragment. */
public final class OriginFuzz {
    private OriginFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String header = new String(input, StandardCharsets.ISO_8859_1);
        assertThat(RequestOrigin.of(header, "https://app.example/").value())
                .isEqualTo(header.equals("null") ? null : header);

        String site = RequestOrigin.of(null, header).value();
        if (site == null) {
            assertThat(header.indexOf("://")).isLessThan(1);
            return;
        }
        String authority = site.substring(site.indexOf("://") + 3);
        assertThat(authority).doesNotContain("/", "?", "#");
        assertThat(header).startsWith(site);
        assertThat(header.length() == site.length() || "/?#".indexOf(header.charAt(site.length())) >= 0)
                .isTrue();
        assertThat(RequestOrigin.of(null, site).value()).isEqualTo(site);
    }
}
