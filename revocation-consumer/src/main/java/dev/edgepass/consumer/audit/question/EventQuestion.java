package dev.edgepass.consumer.audit.question;

import dev.edgepass.audit.answer.AuditEvent;
import dev.edgepass.audit.answer.EventPage;
import dev.edgepass.consumer.audit.index.IndexReads;
import dev.edgepass.consumer.audit.index.IndexReads.Place;
import dev.edgepass.consumer.audit.index.IndexedEvent;
import dev.edgepass.consumer.audit.index.LogNumber;
import dev.edgepass.event.EventType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Pages of events, ascending by time, log and offset. For one question. */
public final class EventQuestion {
    /** Records that a page looks at; where most of them aren't asked for, it has fewer events, or none, and a cursor. */
    static final int MOST_LOOKED_AT = 20_000;

    /** Links and targets that the events of a page name, about: one event may name 10,000. */
    private static final int MOST_NAMED = 20_000;

    private static final int BATCH = 500;

    private final IndexReads reads;
    private final EventAnswers answers;

    /** @param sealed by name of a log, how many of its records the archive's checkpoint has */
    public EventQuestion(IndexReads reads, Map<String, Long> sealed) {
        this.reads = reads;
        this.answers = new EventAnswers(reads, sealed);
    }

    /**
     * @param cursor of the page before; null for the first
     * @throws NotAnswered where the cursor is none
     */
    public EventPage page(EventFilter filter, @Nullable String cursor, int limit) {
        Place after = Cursor.parse(cursor).place();
        List<AuditEvent> events = new ArrayList<>();
        int lookedAt = 0;
        int named = 0;
        while (lookedAt < MOST_LOOKED_AT) {
            List<Place> places = places(filter, after);
            for (Place place : places) {
                IndexedEvent event = reads.require(place.id());
                after = place;
                if (fits(filter, event)) {
                    AuditEvent answer = answers.of(event);
                    events.add(answer);
                    named += named(answer);
                    if (events.size() == limit || named >= MOST_NAMED) {
                        return page(events, after);
                    }
                }
            }
            lookedAt += places.size();
            if (places.size() < BATCH) {
                return new EventPage(events, null, reads.indexed());
            }
        }
        return page(events, after);
    }

    private static int named(AuditEvent event) {
        return event.fields().values().stream()
                .mapToInt(value -> value instanceof List<?> list ? list.size() : 0)
                .sum();
    }

    private EventPage page(List<AuditEvent> events, Place after) {
        return new EventPage(events, new Cursor(0, after).text(), reads.indexed());
    }

    private List<Place> places(EventFilter filter, Place after) {
        if (!filter.names().isEmpty()) {
            return reads.places(filter.names().get(0), filter.span(), after, BATCH, filter.wantsControl());
        }
        boolean controlOnly = !filter.wantsIssuance() && !filter.wantsPublications();
        if (controlOnly && !filter.types().isEmpty()) {
            return reads.placesOf(filter.types(), filter.span(), after, BATCH);
        }
        List<Integer> logs = LogNumber.all().stream()
                .filter(number -> switch (number) {
                    case LogNumber.CONTROL -> filter.wantsControl();
                    case LogNumber.PUBLICATIONS -> filter.wantsPublications();
                    default -> filter.wantsIssuance();
                })
                .toList();
        return reads.placesOf(logs, filter.span(), after, BATCH);
    }

    private static boolean fits(EventFilter filter, IndexedEvent event) {
        if (!filter.types().isEmpty()
                && event.data()
                        .map(data -> !filter.types().contains(EventType.of(data)))
                        .orElse(true)) {
            return false;
        }
        if (filter.names().isEmpty()) {
            return true;
        }
        Set<String> keys = new HashSet<>(event.keys());
        return filter.names().stream().allMatch(any -> any.stream().anyMatch(keys::contains));
    }

    /** Positions in a sentence, such as {@code edgepass.control-0 4711}. */
    public static String inWords(Map<String, Long> indexed) {
        return indexed.entrySet().stream()
                .map(at -> at.getKey() + " " + at.getValue())
                .collect(Collectors.joining(", "));
    }
}
