package dev.edgepass.jdk;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.PublicKey;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;

/**
 * ES256 (RFC 7518 section 3.4) by nimbus, with Conscrypt as the JCA provider where its native library loads and the JDK's otherwise. An instance signs with one
 * key; thread-safe.
 */
public final class Es256 {
    private static final @Nullable Provider CONSCRYPT = conscrypt();

    /** Of 64 bytes in base64url. */
    private static final int SIGNATURE_LENGTH = 86;

    private final ECDSASigner signer;
    private final String kid;
    /** By type; there are two. */
    private final Map<String, JWSHeader> headers = new ConcurrentHashMap<>();

    private Es256(ECDSASigner signer, String kid) {
        this.signer = signer;
        this.kid = kid;
    }

    /** A signer for {@code key}, which needs its private part and a kid. */
    public static Es256 signer(ECKey key) {
        try {
            // The key has to come from the same provider: Conscrypt translates a foreign one at every signature.
            ECDSASigner signer =
                    new ECDSASigner(CONSCRYPT == null ? key.toECPrivateKey() : key.toECPrivateKey(CONSCRYPT));
            if (CONSCRYPT != null) {
                signer.getJCAContext().setProvider(CONSCRYPT);
            }
            return new Es256(signer, key.getKeyID());
        } catch (JOSEException e) {
            throw new IllegalStateException("key " + key.getKeyID() + " can't sign ES256", e);
        }
    }

    /** The name of the provider in use. */
    public static String provider() {
        return CONSCRYPT == null ? "JDK" : CONSCRYPT.getName();
    }

    public String kid() {
        return kid;
    }

    /** The compact JWS of {@code payload}. */
    public String sign(String typ, String payload) {
        JWSObject jws = new JWSObject(headers.computeIfAbsent(typ, this::encodedHeader), new Payload(payload));
        try {
            jws.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("signing with key " + kid + " failed", e);
        }
        return jws.serialize();
    }

    /** With its encoding, which would be made anew for each signature. */
    private JWSHeader encodedHeader(String typ) {
        JWSHeader header = header(typ, kid);
        return new JWSHeader.Builder(header)
                .parsedBase64URL(header.toBase64URL())
                .build();
    }

    /** How many characters the compact JWS of {@code payload} has under a key with this {@code kid}. */
    public static int length(String typ, String kid, String payload) {
        return header(typ, kid).toBase64URL().toString().length()
                + Base64URL.encode(payload).toString().length()
                + SIGNATURE_LENGTH
                + 2;
    }

    private static JWSHeader header(String typ, String kid) {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(typ))
                .keyID(kid)
                .build();
    }

    /** The signed head, as it stands in R2. */
    public String sign(FeedHead head) {
        return sign(FeedHead.TYPE, head.toJson());
    }

    /** Whether {@code signature} ({@code r || s}) over the ASCII {@code signingInput} is good under {@code key}. */
    public static boolean verify(PublicKey key, String signingInput, byte[] signature) {
        ECKey jwk = new ECKey.Builder(Curve.P_256, new Base64URL(key.x()), new Base64URL(key.y())).build();
        try {
            return new ECDSAVerifier(jwk)
                    .verify(
                            new JWSHeader(JWSAlgorithm.ES256),
                            signingInput.getBytes(StandardCharsets.US_ASCII),
                            Base64URL.encode(signature));
        } catch (JOSEException e) {
            return false;
        }
    }

    /** The public part of {@code key}, as the feed carries it. */
    public static PublicKey publicKey(ECKey key) {
        return new PublicKey(key.getKeyID(), key.getX().toString(), key.getY().toString());
    }

    private static @Nullable Provider conscrypt() {
        try {
            return Conscrypt.newProvider();
        } catch (LinkageError e) {
            return null;
        }
    }
}
