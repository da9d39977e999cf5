package dev.edgepass.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/** No header makes a condition throw, and an object is the one that a client means only where it has named the object's tag, any tag, or a date that isn't before it. */
public final class PreconditionsFuzz {
    private static final String ETAG = "\"5d41\"";
    private static final String MODIFIED = "Sun, 06 Nov 1994 08:49:37 GMT";

    private PreconditionsFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String header = new String(input, StandardCharsets.ISO_8859_1);

        if (new Preconditions(null, null, header, null, null).notModified(ETAG, MODIFIED)) {
            assertThat(header.contains(ETAG) || header.trim().equals("*")).isTrue();
        }
        long date = Math.max(HttpDate.parse(header), ObsoleteDate.parse(header));
        long modified = HttpDate.parse(MODIFIED);
        assertThat(new Preconditions(null, null, null, header, null).notModified(ETAG, MODIFIED))
                .isEqualTo(date >= modified);
        assertThat(new Preconditions(null, header, null, null, null).isUnmet(ETAG, MODIFIED))
                .isEqualTo(date >= 0 && date < modified);
        assertThat(new Preconditions(null, null, null, null, header).rangeApplies(ETAG, MODIFIED))
                .isEqualTo(header.equals(ETAG) || date == modified);
        if (!new Preconditions(header, null, null, null, null).isUnmet(ETAG, MODIFIED)) {
            assertThat(header.contains(ETAG) || header.trim().equals("*")).isTrue();
        }
        assertThat(new Preconditions(null, null, "W/" + ETAG + ", " + header, null, null).notModified(ETAG, MODIFIED))
                .isTrue();
    }
}
