package dev.edgepass.edge.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.jdk.Es256;
import dev.edgepass.token.MediaClaims;
import dev.edgepass.token.UnverifiedToken;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoodSignaturesTest {
    private final ECKey key = key();
    private final GoodSignatures signatures = new GoodSignatures();

    @Test
    void a_token_is_remembered_when_it_comes_for_the_second_time() {
        GoodSignature good = good("one");

        signatures.found(good);
        assertThat(signatures.find(good.compact())).isNull();
        signatures.found(good);

        assertThat(signatures.find(good.compact())).isSameAs(good);
    }

    @Test
    void another_token_with_the_same_end_is_not_it() {
        GoodSignature good = remembered("one");
        String end = good.compact().substring(good.compact().length() - 40);

        assertThat(signatures.find("x" + good.compact())).isNull();
        assertThat(signatures.find(good("two").compact() + end)).isNull();
        assertThat(signatures.find(end)).isNull();
        assertThat(signatures.find("")).isNull();
        assertThat(signatures.find(good.compact())).isSameAs(good);
    }

    private GoodSignature remembered(String id) {
        GoodSignature good = good(id);
        signatures.found(good);
        signatures.found(good);
        return good;
    }

    private GoodSignature good(String id) {
        MediaClaims claims =
                new MediaClaims("i", "a", "s", id, 1, 2, 3, null, null, List.of("a/"), false, List.of(), false);
        String compact = Es256.signer(key).sign(MediaClaims.TYPE, claims.toJson());
        return new GoodSignature(
                compact, UnverifiedToken.parse(compact).signatureIsGood(), new PublicKey("kid", "x", "y"));
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("kid").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
