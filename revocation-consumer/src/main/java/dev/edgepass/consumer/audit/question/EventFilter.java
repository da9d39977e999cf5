package dev.edgepass.consumer.audit.question;

import dev.edgepass.consumer.audit.index.EventKeys;
import dev.edgepass.consumer.audit.index.IndexReads.Span;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EventType;
import dev.edgepass.event.FeedPublished;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.token.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events are asked for: all that is given has to hold.
 *
 * @param types none is any
 * @param names lists of keys: an event names at least one of each list
 */
public record EventFilter(Span span, Set<EventType> types, List<List<String>> names) {
    public EventFilter {
        types = Set.copyOf(types);
        names = List.copyOf(names);
    }

    /**
     * Of parameters; null is any.
     *
     * @param path an object key or a folder ending in {@code /}, canonical
     */
    public static EventFilter of(
            Span span,
            Set<EventType> types,
            @Nullable String jti,
            @Nullable String link,
            @Nullable String path,
            @Nullable String subject,
            @Nullable String actor) {
        List<List<String>> names = new ArrayList<>();
        // The rarest first: the index is asked for those, and the others are looked for in the records.
        if (jti != null) {
            names.add(List.of(EventKeys.token(jti)));
        }
        if (link != null) {
            names.add(List.of(EventKeys.link(link)));
        }
        if (subject != null) {
            names.add(List.of(EventKeys.subject(subject)));
        }
        if (path != null) {
            names.add(path.endsWith("/") ? EventKeys.aboutFolder(path) : EventKeys.about(new ObjectKey(path)));
        }
        if (actor != null) {
            names.add(List.of(EventKeys.actor(actor)));
        }
        return new EventFilter(span, types, names);
    }

    boolean wantsControl() {
        return wants(ControlEvent.class);
    }

    boolean wantsIssuance() {
        return wants(IssuanceEvent.class);
    }

    boolean wantsPublications() {
        return wants(FeedPublished.class);
    }

    private boolean wants(Class<?> kind) {
        return types.isEmpty() || types.stream().anyMatch(type -> kind.isAssignableFrom(type.dataClass()));
    }
}
