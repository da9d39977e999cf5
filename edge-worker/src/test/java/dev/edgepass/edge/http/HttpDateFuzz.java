package dev.edgepass.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/** A date that is read has one spelling: it is written as it was read. */
public final class HttpDateFuzz {
    private HttpDateFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String date = new String(input, StandardCharsets.ISO_8859_1);
        long seconds = HttpDate.parse(date);
        if (seconds >= 0) {
            assertThat(HttpDate.format(seconds)).isEqualTo(date);
        } else {
            assertThat(seconds).isEqualTo(-1);
        }
    }
}
