package dev.edgepass.local.text;

/** Text as one line: what would break the line, hide a part of it or turn it around is written as {@code \\u} and its number. */
public final class PrintableText {
    private static final int LONGEST_NAME = 200;

    private PrintableText() {}

    /** A file's name, at most 200 characters of it. */
    public static String ofName(String name) {
        return of(name, LONGEST_NAME);
    }

    /** At most {@code longest} characters of {@code text}, or few more where the last is written as its number; then {@code ...} where it was cut. */
    public static String of(String text, int longest) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length() && line.length() < longest; i += Character.charCount(text.codePointAt(i))) {
            int character = text.codePointAt(i);
            if (isPlain(character)) {
                line.appendCodePoint(character);
            } else {
                line.append(String.format("\\u%04x", character));
            }
        }
        return line.length() < longest ? line.toString() : line + "...";
    }

    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
