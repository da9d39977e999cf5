package dev.edgepass.issuer.sharelink.list;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.util.Comparator;
import java.util.Optional;

/** The order of a list. The id decides between equals, so that every link has one place. */
record LinkSort(By by, boolean descending) {
    static final LinkSort NEWEST = new LinkSort(By.CREATED, true);
    private static final String DESCENDING = "-";

    /** What it is sorted by. Links that never expire come last of {@code expiresAt}, those without a label first of {@code label}. */
    enum By {
        CREATED("createdAt", Comparator.comparingLong(LinkPlace::number)),
        EXPIRES("expiresAt", Comparator.comparingLong(LinkPlace::number)),
        LABEL("label", Comparator.comparing(LinkPlace::text));

        private final String word;
        private final Comparator<LinkPlace> order;

        By(String word, Comparator<LinkPlace> order) {
            this.word = word;
            this.order = order.thenComparing(LinkPlace::id);
        }

        /** Ascending. */
        Comparator<LinkPlace> order() {
            return order;
        }

        LinkPlace placeOf(LinkEntry entry) {
            return switch (this) {
                case CREATED -> new LinkPlace(entry.createdAt().toEpochMilli(), "", entry.id());
                case EXPIRES ->
                    new LinkPlace(
                            entry.expiresAt() == null
                                    ? Long.MAX_VALUE
                                    : entry.expiresAt().toEpochMilli(),
                            "",
                            entry.id());
                case LABEL -> new LinkPlace(0, entry.sortLabel(), entry.id());
            };
        }
    }

    /**
     * @throws ProblemException {@code invalid-request}
     */
    static LinkSort parse(String text) {
        return named(text)
                .orElseThrow(() -> ProblemType.invalid(
                        "sort", "no order (expected: createdAt, expiresAt or label, with - before it for descending)"));
    }

    static Optional<LinkSort> named(String text) {
        boolean descending = text.startsWith(DESCENDING);
        String word = descending ? text.substring(DESCENDING.length()) : text;
        for (By by : By.values()) {
            if (by.word.equals(word)) {
                return Optional.of(new LinkSort(by, descending));
            }
        }
        return Optional.empty();
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return (descending ? DESCENDING : "") + by.word;
    }
}
