package dev.edgepass.consumer.audit.index;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.EventType;
import dev.edgepass.event.FeedPublished;
import dev.edgepass.event.IssuanceEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The types of the logs that are indexed, by their words. */
public final class EventTypes {
    private static final Map<String, EventType> BY_WORD = Arrays.stream(EventType.values())
            .filter(EventTypes::isIndexed)
            .collect(Collectors.toUnmodifiableMap(EventTypes::word, Function.identity()));

    private EventTypes() {}

    private static boolean isIndexed(EventType type) {
        return ControlEvent.class.isAssignableFrom(type.dataClass())
                || IssuanceEvent.class.isAssignableFrom(type.dataClass())
                || type.dataClass() == FeedPublished.class;
    }

    static String word(EventType type) {
        return IndexedEvent.word(type.name());
    }

    static String word(EdgepassEvent event) {
        return word(EventType.of(event));
    }

    public static Optional<EventType> parse(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /** All of them, sorted. */
    public static List<String> words() {
        return BY_WORD.keySet().stream().sorted().toList();
    }
}
