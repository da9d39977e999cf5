package dev.edgepass.consumer.audit.api;

import dev.edgepass.consumer.audit.index.EventTypes;
import dev.edgepass.consumer.audit.index.IndexReads.Span;
import dev.edgepass.consumer.audit.question.EventFilter;
import dev.edgepass.consumer.audit.question.NotAnswered;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.event.EventType;
import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.token.ObjectKey;
import dev.edgepass.token.Scope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events are asked for, as the query has it.
 *
 * @param from RFC 3339, included
 * @param to RFC 3339, not included
 * @param type such as {@code link-created}, any number of them
 * @param path an object key, or a folder ending in {@code /}
 */
record EventParameters(
        @Nullable String from,
        @Nullable String to,
        @Nullable List<String> type,
        @Nullable String link,
        @Nullable String subject,
        @Nullable String jti,
        @Nullable String actor,
        @Nullable String path) {

    /**
     * @param end of a stream that ends, milliseconds since the epoch
     * @throws NotAnswered where one of them isn't valid
     */
    EventFilter filter(long end) {
        long begin =
                from == null ? Span.ALL.from() : Moments.parse("from", from).toEpochMilli();
        long before = to == null ? Span.ALL.to() : Moments.parse("to", to).toEpochMilli();
        if (begin > before) {
            throw NotAnswered.invalid("from", from + " (expected: at most to, " + to + ")");
        }
        Set<EventType> types = new LinkedHashSet<>();
        for (String word : type == null ? List.<String>of() : type) {
            types.add(EventTypes.parse(word)
                    .orElseThrow(() ->
                            NotAnswered.invalid("type", word + " (expected: one of " + EventTypes.words() + ")")));
        }
        return EventFilter.of(
                new Span(begin, Math.min(before, end)),
                types,
                jti,
                link,
                path == null ? null : scope(path),
                subject,
                actor);
    }

    private static String scope(String path) {
        try {
            return Scope.parse(path, JdkNfc.INSTANCE).value();
        } catch (MalformedException e) {
            throw NotAnswered.invalid("path", e.getMessage() + " (expected: an object key or a folder)");
        }
    }

    /** The object key that a path is. */
    static ObjectKey key(String path) {
        try {
            return ObjectKey.parse(path, JdkNfc.INSTANCE);
        } catch (MalformedException e) {
            throw NotAnswered.invalid("path", e.getMessage() + " (expected: an object key)");
        }
    }
}
