package dev.edgepass.edge.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.jdk.Es256;
import dev.edgepass.token.MediaClaims;
import dev.edgepass.token.UnverifiedToken;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureMemoryTest {
    private static final PublicKey KEY = new PublicKey("kid", "x", "y");

    private final SignatureMemory memory = new SignatureMemory(10);
    private final GoodSignature good = good();

    @Test
    void what_is_used_stays_and_what_is_not_goes() {
        memory.remember("used", good);
        memory.remember("unused", good);
        for (int i = 0; i < 30; i++) {
            memory.remember("other-" + i, good);
            assertThat(memory.find("used")).isSameAs(good);
        }

        assertThat(memory.find("unused")).isNull();
    }

    @Test
    void a_signature_counts_under_the_very_key_that_it_was_checked_with() {
        assertThat(good.countsUnder(new PublicKey("kid", "x", "y"))).isTrue();
        assertThat(good.countsUnder(new PublicKey("kid", "x", "z"))).isFalse();
        assertThat(good.countsUnder(null)).isFalse();
    }

    private static GoodSignature good() {
        try {
            MediaClaims claims =
                    new MediaClaims("i", "a", "s", "j", 1, 2, 3, null, null, List.of("a/"), false, List.of());
            String compact = Es256.signer(
                            new ECKeyGenerator(Curve.P_256).keyID("kid").generate())
                    .sign(MediaClaims.TYPE, claims.toJson());
            return new GoodSignature(UnverifiedToken.parse(compact).signatureIsGood(), KEY);
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
