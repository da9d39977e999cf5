package dev.edgepass.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.token.ObjectKey;
import dev.edgepass.token.Scope;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;

/** A key that is accepted, from a URL or as text, has no second spelling: it is normal, whole, and comes back from its own path. */
public final class ObjectKeyFuzz {
    private ObjectKeyFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        ofPath(new String(input, StandardCharsets.ISO_8859_1));
        try {
            parse(Utf8.decode(input));
        } catch (MalformedException e) {
            // No text, so no key and no scope either.
        }
    }

    private static void ofPath(String path) {
        try {
            requireCanonical(ObjectKey.ofPath(path, JdkNfc.INSTANCE));
        } catch (MalformedException e) {
            // Refused, as it documents.
        }
    }

    private static void parse(String text) {
        ObjectKey key;
        try {
            key = ObjectKey.parse(text, JdkNfc.INSTANCE);
        } catch (MalformedException e) {
            return;
        }
        assertThat(key.value()).isEqualTo(text);
        requireCanonical(key);
        assertThat(Scope.parse(text, JdkNfc.INSTANCE).covers(key)).isTrue();
        for (String folder : key.folders()) {
            assertThat(Scope.parse(folder, JdkNfc.INSTANCE).covers(key)).isTrue();
        }
    }

    private static void requireCanonical(ObjectKey key) {
        String value = key.value();
        assertThat(ObjectKey.ofPath(key.toPath(), JdkNfc.INSTANCE)).isEqualTo(key);
        assertThat(Normalizer.normalize(value, Normalizer.Form.NFC)).isEqualTo(value);
        assertThat(Utf8.encode(value).length).isLessThanOrEqualTo(1024);
        assertThat(value.chars()).noneMatch(c -> c < 0x20 || c == '\\' || c >= 0x7F && c <= 0x9F);
        assertThat(List.of(value.split("/", -1))).doesNotContain("", ".", "..");
    }
}
