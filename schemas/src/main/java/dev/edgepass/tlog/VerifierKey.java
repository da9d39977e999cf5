package dev.edgepass.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.edgepass.encoding.MalformedException;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.util.Arrays;

/** A public key with the name that it signs as (signed-note): {@code <name>+hex(key id)+base64(type || key)}. Immutable. */
public final class VerifierKey {
    /** What the key signs. */
    public enum Type {
        /** A note's text: a log. */
        ED25519(1),
        /** A checkpoint and the time at which it was seen (tlog-cosignature): a witness. */
        COSIGNATURE_V1(4);

        private final byte number;

        Type(int number) {
            this.number = (byte) number;
        }
    }

    private static final char SEPARATOR = '+';

    private final String name;
    private final Type type;
    private final byte[] encoded;
    private final int id;
    private final PublicKey key;

    private VerifierKey(String name, Type type, byte[] encoded) {
        this.name = name;
        this.type = type;
        this.encoded = encoded;
        this.id = id(name, type, encoded);
        this.key = Ed25519.publicKey(encoded);
    }

    /**
     * @param encoded the 32 bytes of RFC 8032
     * @throws MalformedException where no key may have the name, or the bytes are no key
     */
    public static VerifierKey of(String name, Type type, byte[] encoded) {
        if (!NoteSignature.isName(name)) {
            throw new MalformedException("verifier key: its name is empty, or has a space or a plus");
        }
        return new VerifierKey(name, type, encoded.clone());
    }

    /**
     * @throws MalformedException where it isn't the text of a key of either type, or has another id than that key
     */
    public static VerifierKey parse(String text) {
        int idStart = text.indexOf(SEPARATOR) + 1;
        int keyStart = text.indexOf(SEPARATOR, idStart) + 1;
        if (idStart == 0 || keyStart == 0) {
            throw new MalformedException("verifier key: not <name>+<key id>+<key>");
        }
        // The key's base64 may have a plus.
        byte[] typed = Base64Text.decode(text.substring(keyStart));
        for (Type type : Type.values()) {
            if (typed.length > 0 && typed[0] == type.number) {
                VerifierKey key = of(text.substring(0, idStart - 1), type, Arrays.copyOfRange(typed, 1, typed.length));
                if (!key.toString().equals(text)) {
                    throw new MalformedException("verifier key: its id isn't that of the name and the key");
                }
                return key;
            }
        }
        throw new MalformedException("verifier key: of an unknown type (expected: Ed25519)");
    }

    public String name() {
        return name;
    }

    public Type type() {
        return type;
    }

    /** The first four bytes of a hash of name, type and key. */
    public int id() {
        return id;
    }

    /** Whether it may sign for the log {@code origin}: for the one of its name, and for those whose origins have it as their folder. */
    public boolean isFor(String origin) {
        return type == Type.ED25519 && (origin.equals(name) || origin.startsWith(name + "/"));
    }

    /** Whether this key has made the signature of the note's text. */
    boolean verifies(String text, byte[] signature) {
        if (type == Type.COSIGNATURE_V1) {
            return Cosignature.isGood(key, text, signature);
        }
        return Ed25519.verifies(key, text.getBytes(UTF_8), signature);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey another && toString().equals(another.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** As it is handed to who verifies. */
    @Override
    public String toString() {
        byte[] typed = ByteBuffer.allocate(1 + encoded.length)
                .put(type.number)
                .put(encoded)
                .array();
        return name + SEPARATOR + String.format("%08x", id) + SEPARATOR + Base64Text.encode(typed);
    }

    private static int id(String name, Type type, byte[] encoded) {
        byte[] named = (name + '\n').getBytes(UTF_8);
        byte[] hashed = ByteBuffer.allocate(named.length + 1 + encoded.length)
                .put(named)
                .put(type.number)
                .put(encoded)
                .array();
        return ByteBuffer.wrap(MerkleHasher.sha256(hashed)).getInt();
    }
}
