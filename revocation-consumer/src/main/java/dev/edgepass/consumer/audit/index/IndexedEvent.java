package dev.edgepass.consumer.audit.index;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.IssuanceEvent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A record as the index has it.
 *
 * @param time of the record in its log, milliseconds since the epoch
 * @param data empty where this build can't read it
 */
public record IndexedEvent(long id, long time, Optional<EdgepassEvent> data) {
    /** Of a record that can't be read. */
    public static final String UNKNOWN = "unknown";

    public int log() {
        return LogNumber.number(id);
    }

    public String logName() {
        return LogNumber.name(log());
    }

    public long offset() {
        return LogNumber.offset(id);
    }

    /** The log's position with it folded in. */
    public long position() {
        return offset() + 1;
    }

    public Instant at() {
        return Instant.ofEpochMilli(time);
    }

    public Optional<ControlEvent> control() {
        return data.filter(ControlEvent.class::isInstance).map(ControlEvent.class::cast);
    }

    public Optional<IssuanceEvent> issuance() {
        return data.filter(IssuanceEvent.class::isInstance).map(IssuanceEvent.class::cast);
    }

    /** Its type on the wire, such as {@code link-created}. */
    public String type() {
        return data.map(EventTypes::word).orElse(UNKNOWN);
    }

    /** What it names. */
    public List<String> keys() {
        return data.map(event -> EventKeys.of(event, position())).orElse(List.of());
    }

    /** A type's name from the code, as {@link #type} has it. */
    static String word(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
