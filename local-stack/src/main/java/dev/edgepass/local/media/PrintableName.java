package dev.edgepass.local.media;

/** A file's name as text of one line: what would break the line, hide a part of it or turn it around is written as {@code \\u} and its number. */
final class PrintableName {
    private static final int LONGEST = 200;

    private PrintableName() {}

    static String of(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length() && text.length() < LONGEST; i += Character.charCount(name.codePointAt(i))) {
            int character = name.codePointAt(i);
            if (isPlain(character)) {
                text.appendCodePoint(character);
            } else {
                text.append(String.format("\\u%04x", character));
            }
        }
        return text.length() < LONGEST ? text.toString() : text + "...";
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
