package dev.edgepass.audit.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edgepass.publication.KnownAtEdge;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When the edge knew a record: from {@code notBefore} on some location may have, from {@code atTheLatest} on each did or granted nothing.
 *
 * @param notBefore null with {@code unknown}
 * @param atTheLatest null with {@code unknown}
 * @param unknown why it isn't known, such as {@code not-recorded}; null where it is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KnownAt(
        @Nullable Instant notBefore,
        @Nullable Instant atTheLatest,
        @Nullable String unknown) {
    public static KnownAt of(KnownAtEdge known) {
        if (known instanceof KnownAtEdge.Between between) {
            return new KnownAt(
                    Instant.ofEpochMilli(between.notBefore()), Instant.ofEpochMilli(between.atTheLatest()), null);
        }
        return new KnownAt(null, null, word(((KnownAtEdge.Unknown) known).reason()));
    }

    /** A reason on the wire. */
    public static String word(KnownAtEdge.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
