package dev.edgepass.jws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.encoding.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactJwsTest {
    private static final String SIGNATURE = Base64Url.encode(new byte[64]);

    @Test
    void reads_header_payload_and_signature() {
        CompactJws jws = CompactJws.parse(jws("{\"alg\":\"ES256\",\"typ\":\"t\",\"kid\":\"k\"}"), "t");

        assertThat(jws.kid()).isEqualTo("k");
        assertThat(jws.payload().string("a")).isEqualTo("b");
        assertThat(jws.signature()).hasSize(64);
        assertThat(jws.signingInput()).doesNotContain(SIGNATURE).contains(".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\",\"typ\":\"t\",\"kid\":\"k\"}",
                "{\"alg\":\"HS256\",\"typ\":\"t\",\"kid\":\"k\"}",
                "{\"alg\":\"es256\",\"typ\":\"t\",\"kid\":\"k\"}",
                "{\"typ\":\"t\",\"kid\":\"k\"}",
                "{\"alg\":\"ES256\",\"kid\":\"k\"}",
                "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"k\"}",
                "{\"alg\":\"ES256\",\"typ\":\"t\"}",
                "{\"alg\":\"ES256\",\"typ\":\"t\",\"kid\":1}",
                "{\"alg\":\"ES256\",\"typ\":\"t\",\"kid\":\"k\",\"jwk\":{}}",
                "{\"alg\":\"ES256\",\"typ\":\"t\",\"kid\":\"k\",\"jku\":\"u\"}",
                "{\"alg\":\"ES256\",\"typ\":\"t\",\"kid\":\"k\",\"x5u\":\"u\"}",
                "{\"alg\":\"ES256\",\"typ\":\"t\",\"kid\":\"k\",\"x5c\":[]}",
                "{\"alg\":\"ES256\",\"typ\":\"t\",\"kid\":\"k\",\"crit\":[\"exp\"]}",
                "{\"alg\":\"ES256\",\"typ\":\"t\",\"kid\":\"k\",\"b64\":false}",
                "{\"alg\":\"none\",\"alg\":\"ES256\",\"typ\":\"t\",\"kid\":\"k\"}",
            })
    void refuses_a_header_outside_the_profile(String header) {
        assertThatThrownBy(() -> CompactJws.parse(jws(header), "t")).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b", "a.b.c.d", "e30.e30.", ".e30.e30"})
    void refuses_what_is_not_three_parts(String compact) {
        assertThatThrownBy(() -> CompactJws.parse(compact, "t")).isInstanceOf(MalformedException.class);
    }

    private static String jws(String header) {
        return Base64Url.encode(Utf8.encode(header)) + "." + Base64Url.encode(Utf8.encode("{\"a\":\"b\"}")) + "."
                + SIGNATURE;
    }
}
