package dev.edgepass.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.edgepass.encoding.MalformedException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.List;

/** An Ed25519 key that signs. It never shows its seed but to who stores it. Immutable. */
public final class SigningKey {
    private static final byte[] PROBE = "a key that signs what it verifies".getBytes(UTF_8);

    private final byte[] seed;
    private final byte[] publicKey;

    private SigningKey(byte[] seed, byte[] publicKey) {
        this.seed = seed;
        this.publicKey = publicKey;
    }

    /** A new one, by the JDK's random numbers. */
    public static SigningKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] spki = pair.getPublic().getEncoded();
            return of(
                    ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow(),
                    Arrays.copyOfRange(spki, spki.length - Ed25519.KEY_SIZE, spki.length));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no Ed25519", e);
        }
    }

    /**
     * @param seed the 32 bytes of RFC 8032; in a JWK, {@code d}
     * @param publicKey 32 bytes; in a JWK, {@code x}
     * @throws MalformedException where they aren't one key pair
     */
    public static SigningKey of(byte[] seed, byte[] publicKey) {
        if (seed.length != Ed25519.KEY_SIZE) {
            throw new MalformedException("Ed25519: a seed of " + seed.length + " bytes (expected: 32)");
        }
        if (!Ed25519.verifies(Ed25519.publicKey(publicKey), PROBE, Ed25519.sign(seed, PROBE))) {
            throw new MalformedException("Ed25519: the public key isn't the seed's");
        }
        return new SigningKey(seed.clone(), publicKey.clone());
    }

    /** The secret. */
    public byte[] seed() {
        return seed.clone();
    }

    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** With which others verify {@link #sign}. */
    public VerifierKey verifierKey(String name) {
        return VerifierKey.of(name, VerifierKey.Type.ED25519, publicKey);
    }

    /** With which others verify {@link #cosign}. */
    public VerifierKey cosignerKey(String name) {
        return VerifierKey.of(name, VerifierKey.Type.COSIGNATURE_V1, publicKey);
    }

    /** The log's note of {@code checkpoint}, signed as {@code name}. */
    public SignedNote sign(String name, Checkpoint checkpoint) {
        String text = checkpoint.toString();
        byte[] signature = Ed25519.sign(seed, text.getBytes(UTF_8));
        return new SignedNote(
                text, List.of(new NoteSignature(name, verifierKey(name).id(), signature)));
    }

    /**
     * A witness's line under a checkpoint whose consistency it has verified.
     *
     * @param seconds when, since 1970
     */
    public NoteSignature cosign(String name, VerifiedCheckpoint checkpoint, long seconds) {
        byte[] signature = Cosignature.of(seed, checkpoint.note().text(), seconds);
        return new NoteSignature(name, cosignerKey(name).id(), signature);
    }
}
