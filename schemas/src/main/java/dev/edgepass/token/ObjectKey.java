package dev.edgepass.token;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.encoding.Utf8;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The name of a media object in its one canonical spelling: Unicode NFC, at most 1,024 bytes of UTF-8 (R2's limit), no empty, {@code .} or {@code ..} segment,
 * no backslash, no control character, no noncharacter (docs/edge.md). R2 normalises names itself, so any second spelling would slip past a takedown. U+FFFE and
 * U+FFFF can't stand in XML, so an S3 listing can't carry them.
 */
public record ObjectKey(String value) {
    /** What a thumbnail's key has after the key of the object that it shows. */
    public static final String THUMBNAIL_SUFFIX = ".thumb.webp";

    private static final int MAX_BYTES = 1024;

    /** The least UTF-16 code unit that can end one. */
    private static final char FIRST_NONCHARACTER = 0xDFFE;

    /** For {@link #parse}, {@link #ofPath} and {@link Scope#key} only, which check. */
    public ObjectKey {}

    /**
     * @throws MalformedException where {@code value} isn't canonical
     */
    public static ObjectKey parse(String value, Nfc nfc) {
        requireCanonical(value, nfc);
        if (value.charAt(value.length() - 1) == '/') {
            throw new MalformedException("key: it ends in a slash");
        }
        return new ObjectKey(value);
    }

    /**
     * The key in a URL's path: percent-decoded once, as RFC 3986 section 2.1 has it. An encoded slash is refused: it would be a second spelling.
     *
     * @throws MalformedException where the path isn't well-formed or the key isn't canonical
     */
    public static ObjectKey ofPath(String path, Nfc nfc) {
        if (isUnreserved(path)) {
            return parse(path, nfc);
        }
        byte[] bytes = new byte[path.length()];
        int length = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c >= 0x80) {
                throw new MalformedException("key: a raw non-ASCII character in the URL");
            }
            if (c == '%') {
                if (i + 2 >= path.length()) {
                    throw new MalformedException("key: a cut percent-encoding");
                }
                c = (char) (hex(path.charAt(i + 1)) << 4 | hex(path.charAt(i + 2)));
                if (c == '/') {
                    throw new MalformedException("key: an encoded slash");
                }
                i += 2;
            }
            bytes[length++] = (byte) c;
        }
        return parse(Utf8.decode(bytes, length), nfc);
    }

    /**
     * Lets {@code text} through where it may be a part of a key, cut anywhere: no key has one of its characters otherwise.
     *
     * @throws MalformedException where it isn't
     */
    public static void requireKeyCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            requireKeyCharacter(text, i);
        }
        Utf8.encode(text);
    }

    /** The folders above this key, nearest first, each ending in {@code /}. */
    public List<String> folders() {
        return folders(value);
    }

    /** All scopes that open this key, by {@link Scope#covers(ObjectKey)}: itself, the object that it is a thumbnail of, and each folder above. */
    public List<String> scopes() {
        List<String> scopes = new ArrayList<>(4);
        scopes.add(value);
        String shown = shown();
        if (shown != null) {
            scopes.add(shown);
        }
        scopes.addAll(folders());
        return scopes;
    }

    /** The key of this object's thumbnail; null where it is one itself, or there is no room for it. */
    public @Nullable ObjectKey thumbnail() {
        return shown() != null || Utf8.encode(value).length + THUMBNAIL_SUFFIX.length() > MAX_BYTES
                ? null
                : new ObjectKey(value + THUMBNAIL_SUFFIX);
    }

    /** Whether this is the key of the thumbnail of the object {@code key}. */
    boolean isThumbnailOf(String key) {
        return value.length() == key.length() + THUMBNAIL_SUFFIX.length()
                && value.startsWith(key)
                && key.equals(shown());
    }

    /** The key of the object that this one shows, where it is a thumbnail; else null. */
    public @Nullable String shown() {
        int length = value.length() - THUMBNAIL_SUFFIX.length();
        return value.endsWith(THUMBNAIL_SUFFIX) && length > 0 && value.charAt(length - 1) != '/'
                ? value.substring(0, length)
                : null;
    }

    /** This key as the path of a URL: every byte but RFC 3986's unreserved ones and {@code /} percent-encoded. */
    public String toPath() {
        if (isUnreserved(value)) {
            return value;
        }
        StringBuilder path = new StringBuilder(value.length() + 16);
        for (byte b : Utf8.encode(value)) {
            char c = (char) (b & 0xFF);
            if (isUnreserved(c)) {
                path.append(c);
            } else {
                path.append('%').append(upperHex(c >> 4)).append(upperHex(c & 15));
            }
        }
        return path.toString();
    }

    /** Whether {@code text} is the same in a key and in a URL's path. */
    private static boolean isUnreserved(String text) {
        for (int i = 0, length = text.length(); i < length; i++) {
            if (!isUnreserved(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnreserved(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '-' && c <= '9' // the hyphen, the dot, the slash and digits
                || c == '_'
                || c == '~';
    }

    @Override
    public String toString() {
        return value;
    }

    /** The folders above {@code path}, and itself where it is one, nearest first. */
    static List<String> folders(String path) {
        List<String> folders = new ArrayList<>();
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            folders.add(path.substring(0, slash + 1));
        }
        return folders;
    }

    /** The rules that keys and scopes share; a scope may end in a slash. */
    static void requireCanonical(String value, Nfc nfc) {
        boolean ascii = true;
        int segmentStart = 0;
        int length = value.length();
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            requireKeyCharacter(value, i);
            if (c == '/') {
                requireSegment(value, segmentStart, i);
                segmentStart = i + 1;
            }
            ascii &= c < 0x80;
        }
        if (segmentStart < length || length == 0) {
            requireSegment(value, segmentStart, length);
        }
        if (ascii ? length > MAX_BYTES : Utf8.encode(value).length > MAX_BYTES) {
            throw new MalformedException("key: too long (expected: at most 1024 bytes)");
        }
        if (!ascii && !nfc.isNormalized(value)) {
            throw new MalformedException("key: not in Unicode normalization form C");
        }
    }

    private static void requireKeyCharacter(String text, int i) {
        char c = text.charAt(i);
        if (c < 0x20 || c >= 0x7F && c <= 0x9F) {
            throw new MalformedException("key: a control character");
        }
        if (c == '\\') {
            throw new MalformedException("key: a backslash");
        }
        if (c >= FIRST_NONCHARACTER && isNoncharacter(text, i)) {
            throw new MalformedException("key: a Unicode noncharacter");
        }
    }

    /** Unicode section 23.7: U+FDD0 to U+FDEF, and the last two code points of each plane. */
    private static boolean isNoncharacter(String text, int i) {
        char c = text.charAt(i);
        if (c >= 0xDC00 && c <= 0xDFFF) {
            return (c & 0x3FE) == 0x3FE && i > 0 && (text.charAt(i - 1) & 0xFC3F) == 0xD83F;
        }
        return c >= 0xFDD0 && c <= 0xFDEF || c >= 0xFFFE;
    }

    private static void requireSegment(String value, int start, int end) {
        int length = end - start;
        if (length == 0) {
            throw new MalformedException("key: an empty segment");
        }
        boolean dots = value.charAt(start) == '.' && (length == 1 || length == 2 && value.charAt(start + 1) == '.');
        if (dots) {
            throw new MalformedException("key: a dot segment");
        }
    }

    private static int hex(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int letter = c | 0x20;
        if (letter >= 'a' && letter <= 'f') {
            return letter - 'a' + 10;
        }
        throw new MalformedException("key: a broken percent-encoding");
    }

    private static char upperHex(int nibble) {
        return "0123456789ABCDEF".charAt(nibble);
    }
}
