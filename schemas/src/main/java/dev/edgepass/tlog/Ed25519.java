package dev.edgepass.tlog;

import dev.edgepass.encoding.MalformedException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Ed25519 (RFC 8032) by the JDK, with keys as their 32 bytes. */
final class Ed25519 {
    /** In bytes: of a public key, and of a seed. */
    static final int KEY_SIZE = 32;

    /** In bytes. */
    static final int SIGNATURE_SIZE = 64;

    private static final String NAME = "Ed25519";

    /** A SubjectPublicKeyInfo up to the key (RFC 8410). */
    private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519() {}

    /**
     * @throws MalformedException where no point of the curve has that encoding
     */
    static PublicKey publicKey(byte[] encoded) {
        if (encoded.length != KEY_SIZE) {
            throw new MalformedException("Ed25519: a key of " + encoded.length + " bytes (expected: 32)");
        }
        byte[] spki = ByteBuffer.allocate(SPKI.length + KEY_SIZE)
                .put(SPKI)
                .put(encoded)
                .array();
        try {
            PublicKey key = KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(spki));
            // The point is decoded here, and not before.
            signature().initVerify(key);
            return key;
        } catch (InvalidKeyException e) {
            throw new MalformedException("Ed25519: not a point of the curve");
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    static boolean verifies(PublicKey key, byte[] message, byte[] signed) {
        if (signed.length != SIGNATURE_SIZE) {
            return false;
        }
        try {
            Signature signature = signature();
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(signed);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    static byte[] sign(byte[] seed, byte[] message) {
        try {
            PrivateKey key = KeyFactory.getInstance(NAME)
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            Signature signature = signature();
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    private static Signature signature() throws NoSuchAlgorithmException {
        return Signature.getInstance(NAME);
    }

    private static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("this JVM has no Ed25519", e);
    }
}
