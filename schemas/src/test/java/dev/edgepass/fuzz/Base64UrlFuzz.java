package dev.edgepass.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Whatever is accepted is the only spelling of its bytes, and the JDK reads the same; bytes survive being written and read. */
public final class Base64UrlFuzz {
    private Base64UrlFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        assertThat(Base64Url.decode(Base64Url.encode(input))).isEqualTo(input);
        String text = new String(input, StandardCharsets.ISO_8859_1);
        byte[] bytes;
        try {
            bytes = Base64Url.decode(text);
        } catch (MalformedException e) {
            return;
        }
        assertThat(Base64Url.encode(bytes)).isEqualTo(text);
        assertThat(bytes).isEqualTo(Base64.getUrlDecoder().decode(text));
    }
}
