package dev.edgepass.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/** A range that is read comes back from its own header, and what it takes of an object lies inside the object. */
public final class ByteRangeFuzz {
    private static final long[] SIZES = {0, 1, 2, 100, 999_999_999_999_999L};

    private ByteRangeFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        ByteRange range = ByteRange.parse(new String(input, StandardCharsets.ISO_8859_1));
        if (range == null) {
            return;
        }
        assertThat(ByteRange.parse(range.header())).isEqualTo(range);
        for (long size : SIZES) {
            Extent extent = range.within(size);
            if (extent != null) {
                assertThat(extent.offset()).isBetween(0L, size - 1);
                assertThat(extent.length()).isBetween(1L, size - extent.offset());
            }
        }
    }
}
