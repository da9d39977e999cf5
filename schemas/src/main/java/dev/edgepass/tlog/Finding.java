package dev.edgepass.tlog;

/**
 * One thing that is wrong with a log.
 *
 * @param file within the log
 * @param first the first entry that it is about, {@value #NO_ENTRY} where it is about the file alone
 * @param last the last one
 * @param detail a half-sentence, or empty
 */
public record Finding(Kind kind, String file, long first, long last, String detail) {
    public static final long NO_ENTRY = -1;

    /** How it is wrong. */
    public enum Kind {
        /** Other bytes than the signed root stands for. */
        ALTERED("altered"),
        /** Not there. */
        MISSING("missing"),
        /** There, and no part of the log. */
        EXTRA("not of this log"),
        /** Of another length. */
        TRUNCATED("of another length"),
        /** In another place than its own. */
        MOVED("out of its place"),
        /** As signed, and yet not as the format has it: by who wrote the log. */
        MALFORMED("malformed");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    public static Finding file(Kind kind, String file, String detail) {
        return new Finding(kind, file, NO_ENTRY, NO_ENTRY, detail);
    }

    public static Finding entry(Kind kind, String file, long entry, String detail) {
        return new Finding(kind, file, entry, entry, detail);
    }

    /** One line for people. */
    @Override
    public String toString() {
        String rest = detail.isEmpty() ? "" : ": " + detail;
        if (first == NO_ENTRY) {
            return file + ": " + kind.words + rest;
        }
        String entries = first == last ? "event " + first : "events " + first + " to " + last;
        return entries + ": " + kind.words + " (" + file + ")" + rest;
    }
}
