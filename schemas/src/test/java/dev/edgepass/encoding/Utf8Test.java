package dev.edgepass.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @Property(tries = 2000)
    void accepts_exactly_what_the_jdk_accepts(@ForAll byte[] bytes) {
        String expected;
        try {
            expected = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            assertThatThrownBy(() -> Utf8.decode(bytes)).isInstanceOf(MalformedException.class);
            return;
        }
        assertThat(Utf8.decode(bytes)).isEqualTo(expected);
        assertThat(Utf8.encode(expected)).isEqualTo(bytes);
    }

    @Test
    void all_lengths_of_sequence_survive_the_round_trip() {
        String text = "a\u00e9\u20ac\ud83d\ude00\u07ff\u0800\uffff\ud800\udc00\udbff\udfff";

        assertThat(Utf8.encode(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(Utf8.decode(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c080",
                "c1bf",
                "e08080",
                "e09fbf",
                "eda080",
                "f0808080",
                "f08fbfbf",
                "f4908080",
                "f5808080",
                "80",
                "c3",
                "e282",
                "c328",
                "ff"
            })
    void refuses_overlong_cut_and_surrogate_forms(String hex) {
        assertThatThrownBy(() -> Utf8.decode(HexFormat.of().parseHex(hex))).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "\udc00", "\ud800a", "\udc00\ud800"})
    void refuses_to_encode_half_a_character(String text) {
        assertThatThrownBy(() -> Utf8.encode(text)).isInstanceOf(MalformedException.class);
    }
}
