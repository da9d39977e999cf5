package dev.edgepass.encoding;

/** UTF-8 (RFC 3629), strictly: no overlong forms, no surrogates, nothing past U+10FFFF. */
public final class Utf8 {
    private Utf8() {}

    /**
     * The text that {@code bytes} spell.
     *
     * @throws MalformedException where they aren't well-formed UTF-8
     */
    public static String decode(byte[] bytes) {
        return decode(bytes, bytes.length);
    }

    /** As {@link #decode(byte[])}, for the first {@code length} bytes. */
    public static String decode(byte[] bytes, int length) {
        StringBuilder text = new StringBuilder(length);
        int i = 0;
        while (i < length) {
            int lead = bytes[i++] & 0xFF;
            if (lead < 0x80) {
                text.append((char) lead);
                continue;
            }
            int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
            if (lead < 0xC2 || lead > 0xF4 || i + more > length) {
                throw malformed();
            }
            int point = lead & (0x3F >> more);
            for (int k = 0; k < more; k++) {
                int next = bytes[i++] & 0xFF;
                if ((next & 0xC0) != 0x80) {
                    throw malformed();
                }
                point = point << 6 | next & 0x3F;
            }
            boolean overlong = more == 2 && point < 0x800 || more == 3 && point < 0x10000;
            boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
            if (overlong || surrogate || point > 0x10FFFF) {
                throw malformed();
            }
            if (point < 0x10000) {
                text.append((char) point);
            } else {
                text.append((char) (0xD7C0 + (point >> 10))).append((char) (0xDC00 | point & 0x3FF));
            }
        }
        return text.toString();
    }

    /**
     * The UTF-8 bytes of {@code text}.
     *
     * @throws MalformedException for a surrogate without its partner
     */
    public static byte[] encode(String text) {
        byte[] bytes = new byte[text.length() * 3];
        int out = 0;
        for (int i = 0; i < text.length(); i++) {
            int point = text.charAt(i);
            if (point >= 0xD800 && point <= 0xDFFF) {
                int low = i + 1 < text.length() ? text.charAt(i + 1) : 0;
                if (point > 0xDBFF || low < 0xDC00 || low > 0xDFFF) {
                    throw malformed();
                }
                point = 0x10000 + (point - 0xD800 << 10) + (low - 0xDC00);
                i++;
            }
            if (point < 0x80) {
                bytes[out++] = (byte) point;
            } else if (point < 0x800) {
                bytes[out++] = (byte) (0xC0 | point >> 6);
                bytes[out++] = (byte) (0x80 | point & 0x3F);
            } else if (point < 0x10000) {
                bytes[out++] = (byte) (0xE0 | point >> 12);
                bytes[out++] = (byte) (0x80 | point >> 6 & 0x3F);
                bytes[out++] = (byte) (0x80 | point & 0x3F);
            } else {
                bytes[out++] = (byte) (0xF0 | point >> 18);
                bytes[out++] = (byte) (0x80 | point >> 12 & 0x3F);
                bytes[out++] = (byte) (0x80 | point >> 6 & 0x3F);
                bytes[out++] = (byte) (0x80 | point & 0x3F);
            }
        }
        byte[] exact = new byte[out];
        System.arraycopy(bytes, 0, exact, 0, out);
        return exact;
    }

    private static MalformedException malformed() {
        return new MalformedException("not well-formed UTF-8");
    }
}
