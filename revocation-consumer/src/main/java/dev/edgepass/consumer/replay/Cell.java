package dev.edgepass.consumer.replay;

import java.util.Optional;

/**
 * One value of a read model.
 *
 * @param key without the prefix
 * @param member of a hash or a sorted set; empty for a string
 */
record Cell(String key, Kind kind, String member) {
    private static final int SHOWN_HASH_DIGITS = 8;
    private static final String SECRET = "secret:";
    private static final String TOKEN = "token:";
    private static final String WORDS = "words:";

    /** The Redis types in use. */
    enum Kind {
        STRING("s"),
        HASH("h"),
        SORTED_SET("z"),
        /** Of a key that no event makes. */
        UNKNOWN("?");

        private final String letter;

        Kind(String letter) {
            this.letter = letter;
        }

        String letter() {
            return letter;
        }

        /** The type of that key by docs/read-model.md; empty where that names none such. */
        static Optional<Kind> of(String key) {
            if (key.startsWith("link:")
                    || key.startsWith(SECRET)
                    || key.startsWith("revocation:")
                    || key.startsWith(TOKEN)) {
                return Optional.of(STRING);
            }
            if (isOfViews(key) || isOfWords(key)) {
                return Optional.of(HASH);
            }
            if (key.startsWith("live:")
                    || key.startsWith("open:")
                    || key.startsWith("viewers:")
                    || key.startsWith("group:")) {
                return Optional.of(SORTED_SET);
            }
            return switch (key) {
                case "links", "link-changes", "revocations", "loose-words", "erasures" -> Optional.of(SORTED_SET);
                case "control", "words", "issuance", "marks", "handle", "active", "keys", "opens", "removed", "freed" ->
                    Optional.of(HASH);
                default -> Optional.empty();
            };
        }
    }

    /** Whether the fold of the usage topic makes that key. */
    static boolean isOfViews(String key) {
        return key.equals("usage")
                || key.startsWith("views:")
                || key.startsWith("receipts:")
                || key.startsWith("grants:")
                || key.startsWith("locations:")
                || key.startsWith("isolates:");
    }

    /** Whether what stands there is what people wrote. */
    static boolean isOfWords(String key) {
        return key.startsWith(WORDS);
    }

    /** Whether a decision to give access or not depends on such a key in a way that its replacement orders ({@link ModelSwitch}). */
    static boolean refuses(String key) {
        return key.equals("handle") || key.startsWith(SECRET);
    }

    boolean isLiveToken() {
        return key.startsWith("live:");
    }

    boolean isGrant() {
        return key.startsWith(TOKEN);
    }

    /** For a report: hashes of secrets cut short. */
    @Override
    public String toString() {
        if (key.startsWith(SECRET)) {
            int end = Math.min(key.length(), SECRET.length() + SHOWN_HASH_DIGITS);
            return key.substring(0, end) + "...";
        }
        return member.isEmpty() ? key : key + " " + member;
    }
}
