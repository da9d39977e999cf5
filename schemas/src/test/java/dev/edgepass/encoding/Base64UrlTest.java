package dev.edgepass.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {
    @Property(tries = 300)
    void agrees_with_the_jdk(@ForAll byte[] bytes) {
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

        assertThat(Base64Url.encode(bytes)).isEqualTo(text);
        assertThat(Base64Url.decode(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"QQ==", "A", "QR", "QUJ", "+w", "/w", "Q Q", "QQ\n", "Qé", "AAAAA"})
    void refuses_every_spelling_but_the_canonical_one(String text) {
        assertThatThrownBy(() -> Base64Url.decode(text)).isInstanceOf(MalformedException.class);
    }
}
