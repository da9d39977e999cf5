package dev.edgepass.issuer.identity;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.token.ObjectKey;
import dev.edgepass.token.Scope;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one rule for a path that a caller names, at every door: a key, or a folder that ends in a slash. There are no patterns: a segment {@code *} or {@code **} would
 * silently name nothing, so it is refused with what to write instead. A {@code *} beside other characters is part of a name.
 */
public final class RequestedPath {
    private static final String EXPECTED = "a key such as album/1.jpg, or a folder with its slash such as album/";
    private static final List<String> WILDCARDS = List.of("*", "**");
    private static final int MAX_QUOTED = 100;

    private RequestedPath() {}

    /**
     * A key or a folder.
     *
     * @param field for the problem
     * @throws ProblemException {@code invalid-request}
     */
    public static Scope scope(String field, @Nullable String path) {
        try {
            return Scope.parse(plain(field, path, EXPECTED), JdkNfc.INSTANCE);
        } catch (MalformedException e) {
            throw ProblemType.invalid(field, e.getMessage() + " (expected: " + EXPECTED + ")");
        }
    }

    /**
     * A folder.
     *
     * @throws ProblemException {@code invalid-request}
     */
    public static Scope folder(String field, @Nullable String path) {
        Scope scope = scope(field, path);
        if (!scope.isFolder()) {
            throw ProblemType.invalid(field, "not a folder (expected: it ends in /)");
        }
        return scope;
    }

    /**
     * One object's name.
     *
     * @throws ProblemException {@code invalid-request}
     */
    public static ObjectKey key(String field, @Nullable String path) {
        try {
            return ObjectKey.parse(plain(field, path, "a key such as album/1.jpg"), JdkNfc.INSTANCE);
        } catch (MalformedException e) {
            throw ProblemType.invalid(field, e.getMessage() + " (expected: a key such as album/1.jpg)");
        }
    }

    /**
     * The beginning of keys; empty is that of all.
     *
     * @throws ProblemException {@code invalid-request}
     */
    public static String prefix(String field, String prefix) {
        instead(prefix).ifPresent(instead -> {
            throw ProblemType.invalid(
                    field, instead.isEmpty() ? "no name (expected: none for all that is visible)" : pattern(instead));
        });
        return prefix;
    }

    /**
     * What to write for a text that was meant as a pattern: a folder, or nothing where it was meant for everything.
     *
     * @return empty where {@code text} isn't one
     */
    public static Optional<String> instead(String text) {
        int begin = 0;
        for (String segment : text.split("/", -1)) {
            if (WILDCARDS.contains(segment)) {
                String folder = text.substring(0, begin);
                return Optional.of(folder.equals("/") ? "" : folder);
            }
            begin += segment.length() + 1;
        }
        return text.equals("/") ? Optional.of("") : Optional.empty();
    }

    private static String plain(String field, @Nullable String path, String expected) {
        if (path == null || path.isEmpty()) {
            throw ProblemType.invalid(field, "empty (expected: " + expected + ")");
        }
        instead(path).ifPresent(instead -> {
            throw ProblemType.invalid(
                    field,
                    instead.isEmpty()
                            ? "there is no name for everything here (expected: " + expected
                                    + "; for all, each folder of the bucket's top level)"
                            : pattern(instead));
        });
        return path;
    }

    private static String pattern(String instead) {
        String quoted = instead.length() > MAX_QUOTED ? "the folder before it" : instead;
        return "a pattern (expected: " + quoted + " for everything in that folder)";
    }
}
