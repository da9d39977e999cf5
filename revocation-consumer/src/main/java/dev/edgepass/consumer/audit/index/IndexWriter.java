package dev.edgepass.consumer.audit.index;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes batches, each with the positions that it reaches in one transaction. For one thread at a time. */
final class IndexWriter implements AutoCloseable {
    private static final String LOG = "SELECT topic_id, position FROM logs WHERE log = ?";
    private static final String MOVE = "INSERT INTO logs (log, topic_id, first, position, taken) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (log) DO UPDATE SET position = excluded.position, taken = excluded.taken";
    private static final String EVENT = "INSERT INTO events (id, log, time, type, value) VALUES (?, ?, ?, ?, ?)";
    private static final String PUBLISHED = "INSERT OR IGNORE INTO published (bucket, id) VALUES (?, ?)";

    /** Of one record; a longer stretch is found by its ends alone. */
    private static final int MOST_BUCKETS = 4_096;

    private final Database database;
    private final Map<String, Integer> types = new HashMap<>();
    private @Nullable Segment segment;

    /** The tree of the issuance log that is written to. */
    private record Segment(int number, long refs) {}

    /** An entry of a tree. */
    private record Ref(long key, long time, long id) implements Comparable<Ref> {
        @Override
        public int compareTo(Ref other) {
            int byKey = Long.compare(key, other.key);
            int byTime = byKey == 0 ? Long.compare(time, other.time) : byKey;
            return byTime == 0 ? Long.compare(id, other.id) : byTime;
        }
    }

    private record At(String topicId, long position) {}

    IndexWriter(Database database) {
        this.database = database;
    }

    /** @return false where one of the logs is elsewhere in the index: nothing is changed then */
    boolean write(String topicId, List<IndexBatch> batches) {
        try {
            return database.transaction(transaction -> {
                for (IndexBatch batch : batches) {
                    if (!fits(topicId, batch)) {
                        return false;
                    }
                }
                for (IndexBatch batch : batches) {
                    write(topicId, batch);
                }
                return true;
            });
        } catch (RuntimeException e) {
            // What the memory of tables says may have been rolled back.
            types.clear();
            segment = null;
            throw e;
        }
    }

    private boolean fits(String topicId, IndexBatch batch) throws SQLException {
        List<At> known = database.list(LOG, row -> new At(row.getString(1), row.getLong(2)), batch.log());
        return known.isEmpty() ? batch.from() == batch.first() : known.get(0).equals(new At(topicId, batch.from()));
    }

    private void write(String topicId, IndexBatch batch) throws SQLException {
        List<Ref> refs = new ArrayList<>();
        PreparedStatement event = database.statement(EVENT);
        for (IndexRow row : batch.rows()) {
            long id = LogNumber.id(batch.log(), row.offset());
            event.setLong(1, id);
            event.setInt(2, batch.log());
            event.setLong(3, row.time());
            event.setInt(4, type(row.type()));
            event.setBytes(5, row.value());
            event.addBatch();
            for (long key : row.keys()) {
                refs.add(new Ref(key, row.time(), id));
            }
            if (row.published() != null) {
                publish(id, row.published()[0], row.published()[1]);
            }
        }
        event.executeBatch();
        if (batch.log() == LogNumber.CONTROL) {
            insert(IndexSchema.CONTROL_REFS, refs);
            writeTimes(batch.rows());
        } else if (!refs.isEmpty()) {
            writeIssued(refs);
        }
        database.update(
                MOVE,
                batch.log(),
                topicId,
                batch.first(),
                batch.next(),
                batch.last().time());
    }

    private int type(String name) throws SQLException {
        Integer known = types.get(name);
        if (known == null) {
            database.update("INSERT OR IGNORE INTO types (name) VALUES (?)", name);
            known = database.list("SELECT type FROM types WHERE name = ?", row -> row.getInt(1), name)
                    .get(0);
            types.put(name, known);
        }
        return known;
    }

    /** In the order of the tree, so that each of its pages is taken in hand once. */
    private void insert(String table, List<Ref> refs) throws SQLException {
        refs.sort(null);
        PreparedStatement inserted =
                database.statement("INSERT OR IGNORE INTO " + table + " (key, time, id) VALUES (?, ?, ?)");
        for (Ref ref : refs) {
            inserted.setLong(1, ref.key());
            inserted.setLong(2, ref.time());
            inserted.setLong(3, ref.id());
            inserted.addBatch();
        }
        inserted.executeBatch();
    }

    /** From the last row back: a row of a later time than one behind it is never the last one of its time or before. */
    private void writeTimes(List<IndexRow> rows) throws SQLException {
        PreparedStatement time = database.statement("INSERT INTO control_times (time, id) VALUES (?, ?)");
        long earliest = Long.MAX_VALUE;
        for (int i = rows.size() - 1; i >= 0; i--) {
            IndexRow row = rows.get(i);
            if (row.time() < earliest) {
                earliest = row.time();
                time.setLong(1, row.time());
                time.setLong(2, LogNumber.id(LogNumber.CONTROL, row.offset()));
                time.addBatch();
            }
        }
        database.update("DELETE FROM control_times WHERE time >= ?", earliest);
        time.executeBatch();
    }

    private void writeIssued(List<Ref> refs) throws SQLException {
        Segment open = segment();
        long oldest = refs.stream().mapToLong(Ref::time).min().orElseThrow();
        long newest = refs.stream().mapToLong(Ref::time).max().orElseThrow();
        insert(IndexSchema.segment(open.number()), refs);
        segment = new Segment(open.number(), open.refs() + refs.size());
        database.update(
                "INSERT INTO segments (segment, refs, oldest, newest) VALUES (?, ?, ?, ?) ON CONFLICT (segment) DO UPDATE SET"
                        + " refs = excluded.refs, oldest = MIN(oldest, excluded.oldest), newest = MAX(newest, excluded.newest)",
                open.number(),
                open.refs() + refs.size(),
                oldest,
                newest);
    }

    private Segment segment() throws SQLException {
        Segment known = segment;
        if (known == null) {
            known = database
                    .list(
                            "SELECT segment, refs FROM segments ORDER BY segment DESC LIMIT 1",
                            row -> new Segment(row.getInt(1), row.getLong(2)))
                    .stream()
                    .findFirst()
                    .orElse(null);
        }
        if (known == null || known.refs() >= IndexSchema.SEGMENT) {
            known = new Segment(known == null ? 0 : known.number() + 1, 0);
            IndexSchema.createSegment(database, known.number());
        }
        return known;
    }

    private void publish(long id, long low, long high) throws SQLException {
        long first = low >> IndexSchema.BUCKET_BITS;
        long last = high >> IndexSchema.BUCKET_BITS;
        if (last - first >= MOST_BUCKETS) {
            database.update(PUBLISHED, first, id);
            database.update(PUBLISHED, last, id);
            return;
        }
        for (long bucket = first; bucket <= last; bucket++) {
            database.update(PUBLISHED, bucket, id);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
