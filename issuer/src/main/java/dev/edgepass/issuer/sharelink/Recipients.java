package dev.edgepass.issuer.sharelink;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom a share link is meant for: names for people; the system only stores them. */
final class Recipients {
    private static final int MAX_NAME = 200;
    private static final int MAX = 100;

    private Recipients() {}

    /**
     * The one of the member {@code recipient}.
     *
     * @throws ProblemException {@code invalid-request}
     */
    static @Nullable String parse(@Nullable String recipient) {
        return recipient == null ? null : name("recipient", recipient);
    }

    /**
     * Those of the member {@code recipients}, each of whom gets a link; the same name twice is two people.
     *
     * @throws ProblemException {@code invalid-request}
     */
    static List<String> parse(List<@Nullable String> recipients) {
        if (recipients.isEmpty() || recipients.size() > MAX) {
            throw ProblemType.invalid("recipients", recipients.size() + " names (expected: 1 to " + MAX + ")");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < recipients.size(); i++) {
            names.add(name("recipients[" + i + "]", recipients.get(i)));
        }
        return names;
    }

    private static String name(String field, @Nullable String text) {
        String name = text == null ? "" : text.strip();
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw ProblemType.invalid(field, name.length() + " characters (expected: 1 to " + MAX_NAME + ")");
        }
        return name;
    }
}
