package dev.edgepass.issuer.media;

import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.issuer.identity.VisiblePaths;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.token.ObjectKey;
import dev.edgepass.token.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to list: which names the objects may begin with, or are, in the store's order, and after which one to go on.
 *
 * @param ranges of which none contains another, ascending
 * @param after the last key that the caller has; null at the beginning
 * @param limit objects on this page
 */
record Listing(List<Range> ranges, @Nullable String after, int limit) {
    static final int DEFAULT_LIMIT = 200;
    static final int MAX_LIMIT = 1_000;

    /** R2's order: that of the names' UTF-8 bytes. */
    static final Comparator<String> ORDER = (a, b) -> Arrays.compareUnsigned(Utf8.encode(a), Utf8.encode(b));

    /**
     * Some names.
     *
     * @param name the beginning of each, or, where {@code exact}, the only one
     */
    record Range(String name, boolean exact) {
        /** Whether one listing of the folder finds both. */
        private boolean isBeside(Range other) {
            return exact && other.exact && NamedKeys.folder(name).equals(NamedKeys.folder(other.name));
        }

        private boolean contains(Range other) {
            return exact ? equals(other) : other.name.startsWith(name);
        }

        /** Whether every name in it was listed before {@code key} was, or is it. */
        boolean isDoneAfter(@Nullable String key) {
            return key != null && !(key.startsWith(name) && !exact) && ORDER.compare(name, key) <= 0;
        }
    }

    /**
     * A page of what {@code visible} and {@code prefix} have in common.
     *
     * @throws ProblemException {@code path-not-allowed} where that is nothing although a prefix was given, {@code invalid-request}
     */
    static Listing of(VisiblePaths visible, String prefix, @Nullable String cursor, @Nullable Integer limit) {
        try {
            ObjectKey.requireKeyCharacters(prefix);
        } catch (MalformedException e) {
            throw ProblemType.invalid("prefix", e.getMessage() + " (expected: the beginning of a key)");
        }
        List<Range> ranges = new ArrayList<>();
        if (visible.everything()) {
            ranges.add(new Range(prefix, false));
        }
        for (Scope scope : visible.scopes()) {
            if (scope.value().startsWith(prefix)) {
                ranges.add(new Range(scope.value(), !scope.isFolder()));
                ObjectKey thumbnail = scope.isFolder() ? null : scope.key().thumbnail();
                if (thumbnail != null) {
                    ranges.add(new Range(thumbnail.value(), true));
                }
            } else if (scope.isFolder() && prefix.startsWith(scope.value())) {
                ranges.add(new Range(prefix, false));
            }
        }
        if (ranges.isEmpty() && !prefix.isEmpty()) {
            throw ProblemType.PATH_NOT_ALLOWED.because("Nothing under this prefix is visible to you.");
        }
        return new Listing(disjoint(ranges), parseCursor(cursor), parseLimit(limit));
    }

    /** The cursor that goes on after {@code key}. */
    static String cursor(String key) {
        return Base64Url.encode(Utf8.encode(key));
    }

    /** Those that no other one contains, each once, in the store's order. */
    static List<Range> disjoint(List<Range> ranges) {
        List<Range> sorted = ranges.stream()
                .sorted(Comparator.comparing(Range::name, ORDER).thenComparing(Range::exact))
                .toList();
        List<Range> disjoint = new ArrayList<>();
        for (Range range : sorted) {
            // What a range contains comes right after it.
            if (disjoint.isEmpty() || !disjoint.get(disjoint.size() - 1).contains(range)) {
                disjoint.add(range);
            }
        }
        return disjoint;
    }

    /** The same ranges in their order: each one that is a beginning by itself, names of one folder that follow each other together. */
    static List<List<Range>> together(List<Range> ranges) {
        List<List<Range>> groups = new ArrayList<>();
        for (Range range : ranges) {
            List<Range> last = groups.isEmpty() ? List.of() : groups.get(groups.size() - 1);
            if (!last.isEmpty() && last.get(0).isBeside(range)) {
                last.add(range);
            } else {
                groups.add(new ArrayList<>(List.of(range)));
            }
        }
        return groups;
    }

    private static @Nullable String parseCursor(@Nullable String cursor) {
        try {
            return cursor == null ? null : Utf8.decode(Base64Url.decode(cursor));
        } catch (MalformedException e) {
            throw ProblemType.invalid("cursor", "not a cursor (expected: the member next of the page before)");
        }
    }

    private static int parseLimit(@Nullable Integer limit) {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemType.invalid("limit", limit + " (expected: 1 to " + MAX_LIMIT + ")");
        }
        return limit;
    }
}
