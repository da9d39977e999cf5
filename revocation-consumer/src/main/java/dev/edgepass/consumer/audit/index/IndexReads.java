package dev.edgepass.consumer.audit.index;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EventType;
import dev.edgepass.event.FeedPublished;
import dev.edgepass.publication.Publications;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one state of the index answers. For one thread, and for one question. */
public final class IndexReads {
    private static final String EVENT =
            "SELECT e.id, e.time, t.name, e.value FROM events e JOIN types t ON t.type = e.type";
    /** Ids that are asked for at once. */
    private static final int BATCH = 500;

    private static final Comparator<Place> ORDER =
            Comparator.comparingLong(Place::time).thenComparingLong(Place::id);

    private final Database database;
    private final EventValues values = new EventValues();
    private final BulkRecords bulk = new BulkRecords();
    private final Map<Long, Publications> publications = new HashMap<>();

    /**
     * How far the index is with a log.
     *
     * @param first offset from which it has the log
     * @param taken time of the last record, milliseconds since the epoch
     */
    public record LogState(String topicId, long first, long position, long taken) {}

    /** A stretch of time, from its begin to before its end, milliseconds since the epoch. */
    public record Span(long from, long to) {
        public static final Span ALL = new Span(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** A place in the order of answers: behind that record. */
    public record Place(long time, long id) {
        public static final Place BEGIN = new Place(Long.MIN_VALUE, Long.MIN_VALUE);
    }

    IndexReads(Database database) {
        this.database = database;
    }

    /** Empty where it has no record of it. */
    public Optional<LogState> state(int number) {
        return first(ask(
                "SELECT topic_id, first, position, taken FROM logs WHERE log = ?",
                row -> new LogState(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                number));
    }

    /** By name of the log, the position that the index has. */
    public Map<String, Long> indexed() {
        Map<String, Long> positions = new LinkedHashMap<>();
        for (int number : LogNumber.all()) {
            positions.put(
                    LogNumber.name(number),
                    state(number).map(LogState::position).orElse(0L));
        }
        return positions;
    }

    public Optional<IndexedEvent> event(int number, long offset) {
        return first(ask(EVENT + " WHERE e.id = ?", this::event, LogNumber.id(number, offset)));
    }

    /** The position that the control log had at a time: behind the last record of that time or before, whatever the times of those before it. */
    public long positionAt(long time) {
        return first(ask(
                        "SELECT id FROM control_times WHERE time <= ? ORDER BY time DESC LIMIT 1",
                        row -> LogNumber.offset(row.getLong(1)) + 1,
                        time))
                .orElse(0L);
    }

    /**
     * Shows the control log's events that name one of {@code keys}, of the first {@code position} records, in the log's order, one by one: each may name 10,000 targets, and all of them
     * together may not fit the heap.
     *
     * @param reader keeps no event, but what it needs of it
     */
    public void eachControl(List<String> keys, long position, Consumer<IndexedEvent> reader) {
        long after = -1;
        List<Long> ids;
        do {
            ids = controlIds(keys, position, after, BATCH);
            for (long id : ids) {
                after = id;
                named(id, keys).ifPresent(reader);
            }
        } while (ids.size() == BATCH);
    }

    /**
     * Ids of control records whose hashes fit, behind the id {@code after}, of the first {@code position} records, ascending: at most {@code limit}, and fewer only at the end.
     * Another record may have the same hash: ask {@link #named}.
     */
    public List<Long> controlIds(List<String> keys, long position, long after, int limit) {
        // The control log's ids are its offsets, as its number is 0.
        Set<Long> ids = new TreeSet<>();
        for (String key : keys) {
            ids.addAll(ask(
                    "SELECT id FROM " + IndexSchema.CONTROL_REFS
                            + " WHERE key = ? AND id > ? AND id < ? ORDER BY id LIMIT ?",
                    row -> row.getLong(1),
                    EventKeys.hash(key),
                    after,
                    position,
                    limit));
        }
        return ids.stream().limit(limit).toList();
    }

    /** The record, where it names one of {@code keys}. */
    public Optional<IndexedEvent> named(long id, List<String> keys) {
        IndexedEvent event = require(id);
        return names(event, keys) ? Optional.of(event) : Optional.empty();
    }

    /** Whether the record names one of {@code keys}. */
    public boolean names(IndexedEvent event, List<String> keys) {
        Set<String> known = bulk.keys(event.id());
        return known == null
                ? event.keys().stream().anyMatch(keys::contains)
                : keys.stream().anyMatch(known::contains);
    }

    /** Issuance events that name {@code key}, by time: at most {@code limit}, of a stretch of time, behind a place. */
    public List<IndexedEvent> issued(String key, Span span, Place after, int limit) {
        return places(List.of(key), span, after, limit, false).stream()
                .map(place -> require(place.id()))
                .filter(event -> names(event, List.of(key)))
                .toList();
    }

    /** How many issuance events name {@code key} in a stretch of time. */
    public long countIssued(String key, Span span) {
        long count = 0;
        for (String table : segments(span)) {
            count += first(ask(
                            "SELECT COUNT(*) FROM " + table + " WHERE key = ? AND time >= ? AND time < ?",
                            row -> row.getLong(1),
                            EventKeys.hash(key),
                            span.from(),
                            span.to()))
                    .orElse(0L);
        }
        return count;
    }

    /**
     * Places of records that name one of {@code keys}, ascending: at most {@code limit}. Another record may have the same hash: look at it.
     *
     * @param control whether the control log's are among them
     */
    public List<Place> places(List<String> keys, Span span, Place after, int limit, boolean control) {
        List<String> tables = segments(span);
        if (control) {
            tables.add(IndexSchema.CONTROL_REFS);
        }
        Set<Place> found = new LinkedHashSet<>();
        for (String key : keys) {
            for (String table : tables) {
                found.addAll(page(table, "key", EventKeys.hash(key), span, after, limit));
            }
        }
        return found.stream().sorted(ORDER).limit(limit).toList();
    }

    /** Places of all records of these logs, ascending: at most {@code limit}. */
    public List<Place> placesOf(List<Integer> numbers, Span span, Place after, int limit) {
        List<Place> found = new ArrayList<>();
        for (int number : numbers) {
            found.addAll(page("events", "log", number, span, after, limit));
        }
        return found.stream().sorted(ORDER).limit(limit).toList();
    }

    /** Places of control events of these types, ascending: at most {@code limit}. */
    public List<Place> placesOf(Set<EventType> types, Span span, Place after, int limit) {
        Set<Place> found = new LinkedHashSet<>();
        for (EventType type : types) {
            found.addAll(
                    page(IndexSchema.CONTROL_REFS, "key", EventKeys.hash(EventKeys.type(type)), span, after, limit));
        }
        return found.stream().sorted(ORDER).limit(limit).toList();
    }

    private List<Place> page(String table, String column, long value, Span span, Place after, int limit) {
        return ask(
                "SELECT time, id FROM " + table + " WHERE " + column
                        + " = ? AND time >= ? AND time < ? AND (time, id) > (?, ?) ORDER BY time, id LIMIT ?",
                IndexReads::place,
                value,
                Math.max(span.from(), after.time()),
                span.to(),
                after.time(),
                after.id(),
                limit);
    }

    public IndexedEvent require(long id) {
        IndexedEvent known = bulk.event(id);
        return known == null ? read(id) : known;
    }

    private IndexedEvent read(long id) {
        return first(ask(EVENT + " WHERE e.id = ?", this::event, id))
                .orElseThrow(() -> new IllegalStateException("no record " + LogNumber.name(LogNumber.number(id)) + " "
                        + LogNumber.offset(id) + " (expected: one that the index names)"));
    }

    /** What publishers recorded around a position of the control log. A part of the record never says more than all of it, only less exactly. */
    public Publications publications(long position) {
        return publications.computeIfAbsent(position >> IndexSchema.BUCKET_BITS, this::publicationsOf);
    }

    private Publications publicationsOf(long bucket) {
        Set<Long> ids = new LinkedHashSet<>(published("bucket = ?", bucket));
        for (String nearest : List.of(
                "bucket = (SELECT MAX(bucket) FROM published WHERE bucket < ?)",
                "bucket = (SELECT MIN(bucket) FROM published WHERE bucket > ?)")) {
            ids.addAll(published(nearest, bucket));
        }
        Publications around = new Publications();
        ids.stream()
                .map(this::require)
                .forEach(event -> event.data()
                        .filter(FeedPublished.class::isInstance)
                        .map(FeedPublished.class::cast)
                        .ifPresent(around::add));
        String topicId = state(LogNumber.CONTROL).map(LogState::topicId).orElse("");
        eachControl(
                List.of(EventKeys.type(EventType.EPOCH_BEGAN)),
                Long.MAX_VALUE,
                event -> event.control()
                        .map(ControlEvent.EpochBegan.class::cast)
                        .ifPresent(began -> around.add(began, topicId)));
        return around;
    }

    private List<Long> published(String where, long bucket) {
        return ask("SELECT id FROM published WHERE " + where, row -> row.getLong(1), bucket);
    }

    /** When the first record of a publication was written, milliseconds since the epoch; empty where there is none. */
    public Optional<Long> publishedSince() {
        return first(ask(
                "SELECT time FROM events WHERE log = " + LogNumber.PUBLICATIONS + " ORDER BY time LIMIT 1",
                row -> row.getLong(1)));
    }

    private List<String> segments(Span span) {
        return new ArrayList<>(ask(
                "SELECT segment FROM segments WHERE newest >= ? AND oldest < ? ORDER BY segment",
                row -> IndexSchema.segment(row.getInt(1)),
                span.from(),
                span.to()));
    }

    private IndexedEvent event(ResultSet row) throws SQLException {
        byte[] value = row.getBytes(4);
        IndexedEvent event =
                new IndexedEvent(row.getLong(1), row.getLong(2), values.read(row.getString(3), row.getLong(2), value));
        if (value != null && value.length >= BulkRecords.FROM_BYTES) {
            bulk.keep(event);
        }
        return event;
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(row.getLong(1), row.getLong(2));
    }

    private <T> List<T> ask(String sql, Database.Row<T> row, Object... bound) {
        try {
            return database.list(sql, row, bound);
        } catch (SQLException e) {
            throw Database.failure(e);
        }
    }

    private static <T> Optional<T> first(List<T> found) {
        @Nullable T one = found.isEmpty() ? null : found.get(0);
        return Optional.ofNullable(one);
    }
}
