package dev.edgepass.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/** No header makes a condition throw, and a copy counts as current only where the client has named the object's tag, any tag, or a date that isn't before it. */
public final class PreconditionsFuzz {
    private static final String ETAG = "\"5d41\"";
    private static final String MODIFIED = "Sun, 06 Nov 1994 08:49:37 GMT";

    private PreconditionsFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String header = new String(input, StandardCharsets.ISO_8859_1);

        if (new Preconditions(header, null, null).notModified(ETAG, MODIFIED)) {
            assertThat(header.contains(ETAG) || header.trim().equals("*")).isTrue();
        }
        if (new Preconditions(null, header, null).notModified(ETAG, MODIFIED)) {
            assertThat(HttpDate.parse(header)).isGreaterThanOrEqualTo(HttpDate.parse(MODIFIED));
        }
        assertThat(new Preconditions(null, null, header).rangeApplies(ETAG, MODIFIED))
                .isEqualTo(header.equals(ETAG) || header.equals(MODIFIED));
        assertThat(new Preconditions("W/" + ETAG + ", " + header, null, null).notModified(ETAG, MODIFIED))
                .isTrue();
    }
}
