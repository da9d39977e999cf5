package dev.edgepass.issuer.watch;

import dev.edgepass.encoding.JsonWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is said on a stream: server-sent events (HTML standard, section 9.2), each one JSON object with the position up to which it is published. */
final class ChangeText {
    /** Keeps proxies and clients from taking a quiet stream for a dead one. */
    static final String ALIVE = ":\n\n";

    private static final int MOST_PATHS = 20;

    private ChangeText() {}

    /** The first: everything that is published later is told. */
    static String open(long position) {
        return event("open", position);
    }

    /** Which handles changed isn't known: the page asks about everything. */
    static String unknown(long position) {
        return event("unknown", position);
    }

    /** What a change of {@code handles} is to {@code subscription}; nothing where it is nothing. */
    static Optional<String> of(Set<String> handles, Subscription subscription, long position) {
        List<String> paths = subscription.concerned(handles);
        if (paths.size() > MOST_PATHS) {
            return Optional.of(unknown(position));
        }
        String objects = paths.isEmpty()
                ? ""
                : text(new JsonWriter()
                        .integer("position", position)
                        .string("kind", "objects")
                        .strings("paths", paths));
        String all = (subscription.concernsToken(handles) ? event("token", position) : "") + objects;
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }

    private static String event(String kind, long position) {
        return text(new JsonWriter().integer("position", position).string("kind", kind));
    }

    private static String text(JsonWriter json) {
        return "data:" + json + "\n\n";
    }
}
