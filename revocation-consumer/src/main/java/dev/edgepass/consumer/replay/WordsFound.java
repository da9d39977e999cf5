package dev.edgepass.consumer.replay;

import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.EventText;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.event.LinkWords;
import dev.edgepass.event.UnreadableEventException;
import dev.edgepass.event.WordsRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What people wrote, for the events of a listing: label and recipients take the place of digests, and {@value #ERASED} where nothing is left. Immutable. */
final class WordsFound {
    private static final String ERASED = "erased";

    /** By {@link WordsRecord#key}. */
    private final Map<String, LinkWords> byKey;

    private WordsFound(Map<String, LinkWords> byKey) {
        this.byKey = Map.copyOf(byKey);
    }

    /** Reads all of the words topic, and keeps what {@code events} name. */
    static WordsFound of(Collection<Map<String, Object>> events, LogReader log, EventReader reader) {
        Set<String> wanted = new HashSet<>();
        events.forEach(fields -> wanted.addAll(keys(fields)));
        Map<String, LinkWords> found = new HashMap<>();
        if (!wanted.isEmpty()) {
            LogScan.all(log, message -> keep(message, reader, wanted, found));
        }
        return new WordsFound(found);
    }

    private static void keep(
            ConsumerRecord<byte[], byte[]> message,
            EventReader reader,
            Set<String> wanted,
            Map<String, LinkWords> found) {
        try {
            WordsRecord record = reader.words(message);
            if (record.words() == null) {
                found.remove(record.key());
            } else if (wanted.contains(record.key())) {
                found.put(record.key(), record.words());
            }
        } catch (UnreadableEventException e) {
            // The projection made a dead letter of it.
        }
    }

    private static List<String> keys(Map<String, Object> fields) {
        List<?> links = list(fields.containsKey("link") ? fields.get("link") : fields.get("links"));
        List<?> digests = list(fields.get(EventText.WORDS));
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < digests.size() && i < links.size(); i++) {
            keys.add(WordsRecord.tombstone((String) links.get(i), (String) digests.get(i))
                    .key());
        }
        return keys;
    }

    private static List<?> list(@Nullable Object value) {
        return value == null ? List.of() : value instanceof List<?> list ? list : List.of(value);
    }

    /** The same fields with what people wrote. */
    Map<String, Object> in(Map<String, Object> fields) {
        if (!fields.containsKey(EventText.WORDS)) {
            return fields;
        }
        List<String> keys = keys(fields);
        Map<String, Object> shown = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (name.equals(EventText.WORDS)) {
                show(keys, value instanceof List<?>, shown);
            } else {
                shown.put(name, value);
            }
        });
        return shown;
    }

    private void show(List<String> keys, boolean isGroup, Map<String, Object> shown) {
        List<LinkWords> found =
                keys.stream().map(byKey::get).filter(Objects::nonNull).toList();
        if (found.isEmpty()) {
            shown.put(EventText.WORDS, ERASED);
            return;
        }
        put("label", found.get(0).label(), shown);
        if (isGroup) {
            shown.put(
                    "recipients",
                    keys.stream()
                            .map(key -> byKey.containsKey(key)
                                    ? String.valueOf(byKey.get(key).recipient())
                                    : ERASED)
                            .toList());
        } else {
            put("recipient", found.get(0).recipient(), shown);
        }
    }

    private static void put(String name, @Nullable String value, Map<String, Object> shown) {
        if (value != null) {
            shown.put(name, value);
        }
    }
}
