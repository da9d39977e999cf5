package dev.edgepass.consumer.notice.delivery;

/** Text from users for one line of plain text: without control and format characters, line separators and lone surrogates, and of a bounded length. */
public final class PlainLine {
    private static final int REPLACEMENT = 0xFFFD;

    private PlainLine() {}

    /** @param longest in code points; the rest is cut off and shown as an ellipsis */
    public static String of(String text, int longest) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(longest).map(PlainLine::plain).forEach(line::appendCodePoint);
        return text.codePointCount(0, text.length()) > longest ? line + "…" : line.toString();
    }

    private static int plain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> REPLACEMENT;
            default -> character;
        };
    }
}
