package dev.edgepass.consumer.audit.api;

import dev.edgepass.audit.CsvCell;
import dev.edgepass.audit.answer.AuditEvent;
import dev.edgepass.audit.answer.KnownAt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** How a stream writes events, a line each. */
enum EventStream {
    /** A JSON object a line. */
    NDJSON("application/x-ndjson") {
        @Override
        String begin() {
            return "";
        }

        @Override
        String line(AuditEvent event, JsonMapper json) {
            return json.writeValueAsString(event) + '\n';
        }
    },
    /** For people and their spreadsheets, see {@link CsvCell}. */
    CSV("text/csv") {
        @Override
        String begin() {
            return String.join(",", COLUMNS) + "\r\n";
        }

        @Override
        String line(AuditEvent event, JsonMapper json) {
            List<@Nullable Object> cells =
                    new ArrayList<>(List.of(event.log(), event.offset(), event.time(), event.type(), event.archived()));
            KnownAt known = event.knownAtEdge();
            cells.add(known == null ? null : known.notBefore());
            cells.add(known == null ? null : known.atTheLatest());
            cells.add(known == null ? null : known.unknown());
            Map<String, Object> fields = event.fields();
            COLUMNS.subList(cells.size(), COLUMNS.size()).forEach(column -> cells.add(fields.get(column)));
            return cells.stream().map(EventStream::cell).collect(Collectors.joining(",")) + "\r\n";
        }
    };

    private static final List<String> COLUMNS = List.of(
            "log",
            "offset",
            "time",
            "type",
            "archived",
            "notBefore",
            "atTheLatest",
            "unknown",
            "link",
            "links",
            "subject",
            "jti",
            "previous",
            "tenant",
            "paths",
            "expiresAt",
            "pos",
            "kid",
            "revocation",
            "targets",
            "effect",
            "reason",
            "narrowed",
            "basis",
            "actor");

    private final String mediaType;

    EventStream(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** What stands before the first event. */
    abstract String begin();

    abstract String line(AuditEvent event, JsonMapper json);

    /** The one that an {@code Accept} names; null for pages. */
    static @Nullable EventStream of(@Nullable String accept) {
        if (accept == null) {
            return null;
        }
        for (EventStream stream : values()) {
            if (accept.contains(stream.mediaType)) {
                return stream;
            }
        }
        return null;
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(" "))
                : value.toString();
        return CsvCell.of(text);
    }
}
