package dev.edgepass.tlog;

import dev.edgepass.encoding.MalformedException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A signature line of a note: {@code — <name> base64(key id || signature)}. */
public final class NoteSignature {
    private static final String DASH = "\u2014 ";

    private final String name;
    private final int keyId;
    private final byte[] bytes;

    /**
     * @param name of the key
     * @param keyId which algorithm and key of that name
     * @param bytes as the algorithm makes them
     * @throws MalformedException where no key has such a name
     */
    public NoteSignature(String name, int keyId, byte[] bytes) {
        if (!isName(name)) {
            throw new MalformedException("note: a key's name is empty, or has a space or a plus");
        }
        this.name = name;
        this.keyId = keyId;
        this.bytes = bytes.clone();
    }

    /**
     * @param line without its line feed
     * @throws MalformedException where it isn't a signature line
     */
    public static NoteSignature parse(String line) {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(DASH) || space < DASH.length()) {
            throw new MalformedException("note: not a signature line");
        }
        byte[] decoded = Base64Text.decode(line.substring(space + 1));
        if (decoded.length <= Integer.BYTES) {
            throw new MalformedException("note: an empty signature");
        }
        return new NoteSignature(
                line.substring(DASH.length(), space),
                ByteBuffer.wrap(decoded).getInt(),
                Arrays.copyOfRange(decoded, Integer.BYTES, decoded.length));
    }

    /** Whether a key may have that name. */
    static boolean isName(String name) {
        return !name.isEmpty()
                && name.codePoints()
                        .noneMatch(c -> c == '+'
                                || c < ' '
                                || c == 0x85
                                || Character.isWhitespace(c)
                                || Character.isSpaceChar(c));
    }

    public String name() {
        return name;
    }

    public int keyId() {
        return keyId;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteSignature signature
                && name.equals(signature.name)
                && keyId == signature.keyId
                && Arrays.equals(bytes, signature.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(bytes);
    }

    /** The line, without its line feed. */
    @Override
    public String toString() {
        byte[] encoded = ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(keyId)
                .put(bytes)
                .array();
        return DASH + name + ' ' + Base64Text.encode(encoded);
    }
}
