package dev.edgepass.consumer.audit.index;

import java.sql.SQLException;

/**
 * The tables. What records name stands, as a hash of the key with the time and the id of the record, in a tree for the control log and in a tree for each
 * {@link #SEGMENT} entries of the issuance log: new entries fall anywhere in a tree, so one that fits into memory is written as fast at the end as at the begin. A tree's entries
 * of a key are in the order of answers.
 */
final class IndexSchema {
    /** Another one is made anew. */
    static final int VERSION = 2;

    /** Entries of a tree of the issuance log. */
    static final int SEGMENT = 1_000_000;

    static final String CONTROL_REFS = "control_refs";

    private static final String REFS =
            " (key INTEGER, time INTEGER, id INTEGER, PRIMARY KEY (key, time, id)) WITHOUT ROWID";

    private IndexSchema() {}

    /** Positions of {@code published} that one entry stands for, as a shift. */
    static final int BUCKET_BITS = 10;

    static boolean isThere(Database database) throws SQLException {
        return database.list("PRAGMA user_version", row -> row.getInt(1)).get(0) == VERSION;
    }

    static void create(Database database) throws SQLException {
        database.execute(
                "CREATE TABLE logs (log INTEGER PRIMARY KEY, topic_id TEXT NOT NULL, first INTEGER NOT NULL, position INTEGER NOT NULL, taken INTEGER NOT NULL)");
        database.execute("CREATE TABLE types (type INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)");
        database.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, log INTEGER NOT NULL, time INTEGER NOT NULL,"
                + " type INTEGER NOT NULL, value BLOB)");
        database.execute("CREATE INDEX events_by_time ON events (log, time)");
        // Of the control log, the records after which none of that time or before has come: ascending by time and by
        // id, though a broker's clock may have been set back.
        database.execute("CREATE TABLE control_times (time INTEGER PRIMARY KEY, id INTEGER NOT NULL)");
        database.execute("CREATE TABLE " + CONTROL_REFS + REFS);
        database.execute(
                "CREATE TABLE segments (segment INTEGER PRIMARY KEY, refs INTEGER NOT NULL, oldest INTEGER NOT NULL, newest INTEGER NOT NULL)");
        database.execute("CREATE TABLE published (bucket INTEGER, id INTEGER, PRIMARY KEY (bucket, id)) WITHOUT ROWID");
        database.execute("PRAGMA user_version=" + VERSION);
    }

    static String segment(int number) {
        return "issued_refs_" + number;
    }

    static void createSegment(Database database, int number) throws SQLException {
        database.execute("CREATE TABLE " + segment(number) + REFS);
    }
}
