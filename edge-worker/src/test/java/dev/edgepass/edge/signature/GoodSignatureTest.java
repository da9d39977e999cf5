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

class GoodSignatureTest {
    private static final PublicKey KEY = new PublicKey("kid", "x", "y");

    private final GoodSignature good = good();

    @Test
    void a_signature_counts_under_the_very_key_that_it_was_checked_with() {
        assertThat(good.countsUnder(new PublicKey("kid", "x", "y"))).isTrue();
        assertThat(good.countsUnder(new PublicKey("kid", "x", "z"))).isFalse();
        assertThat(good.countsUnder(null)).isFalse();
    }

    private static GoodSignature good() {
        try {
            MediaClaims claims =
                    new MediaClaims("i", "a", "s", "j", 1, 2, 3, null, null, List.of("a/"), false, List.of(), false);
            String compact = Es256.signer(
                            new ECKeyGenerator(Curve.P_256).keyID("kid").generate())
                    .sign(MediaClaims.TYPE, claims.toJson());
            return new GoodSignature(compact, UnverifiedToken.parse(compact).signatureIsGood(), KEY);
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
