package dev.edgepass.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.SignedJWT;
import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.JsonReader;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.token.MediaClaims;
import dev.edgepass.token.UnverifiedToken;
import java.text.ParseException;

/** An accepted token is short, has one spelling, asks for nothing but ES256 under a published key, and another library finds the same key and claims in it. */
public final class TokenFuzz {
    private TokenFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws ParseException {
        String compact = JwsFuzz.compact(input);
        UnverifiedToken token;
        try {
            token = UnverifiedToken.parse(compact);
        } catch (MalformedException e) {
            return;
        }
        assertThat(compact.length()).isLessThanOrEqualTo(MediaClaims.MAX_LENGTH);
        assertThat(token.signature()).hasSize(64);
        assertThat(token.signingInput() + "." + Base64Url.encode(token.signature()))
                .isEqualTo(compact);
        for (String part : compact.split("\\.")) {
            assertThat(Base64Url.encode(Base64Url.decode(part))).isEqualTo(part);
        }
        MediaClaims claims = token.unverifiedClaims();
        assertThat(MediaClaims.of(JsonReader.readObject(claims.toJson()))).isEqualTo(claims);
        requireSame(SignedJWT.parse(compact), token);
    }

    private static void requireSame(SignedJWT jwt, UnverifiedToken token) throws ParseException {
        assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        assertThat(jwt.getHeader().getType().getType()).isEqualTo(MediaClaims.TYPE);
        assertThat(jwt.getHeader().getKeyID()).isEqualTo(token.kid());
        assertThat(jwt.getHeader().getJWK()).isNull();
        assertThat(jwt.getHeader().getCriticalParams()).isNull();
        assertThat(jwt.getJWTClaimsSet().getJWTID())
                .isEqualTo(token.unverifiedClaims().id());
        assertThat(jwt.getJWTClaimsSet().getSubject())
                .isEqualTo(token.unverifiedClaims().subject());
    }
}
