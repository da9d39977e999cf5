package dev.edgepass.consumer.audit.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** One connection to the index's file (SQLite, WAL), with its prepared statements. For one thread at a time. */
final class Database implements AutoCloseable {
    /** In KiB, beside the heap. */
    private static final int WRITER_CACHE = 48 * 1024;

    private static final int READER_CACHE = 8 * 1024;

    /** Pages; a page that is written often is copied into the file once for so many. */
    private static final int CHECKPOINT_PAGES = 16 * 1024;

    private static final int BUSY_MILLIS = 5_000;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    /** What is done in it. */
    interface Work<T> {
        T in(Database database) throws SQLException;
    }

    /** A row of an answer. */
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private Database(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens a file, made where there is none.
     *
     * @throws IndexDamaged where it is no database
     */
    static Database open(Path file, boolean writes) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // A crash of the machine loses the last transactions with their positions, and the log has them.
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-(writes ? WRITER_CACHE : READER_CACHE));
        config.setTransactionMode(
                writes ? SQLiteConfig.TransactionMode.IMMEDIATE : SQLiteConfig.TransactionMode.DEFERRED);
        try {
            Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
            try {
                Database database = new Database(connection);
                database.execute("PRAGMA wal_autocheckpoint=" + CHECKPOINT_PAGES);
                database.execute("PRAGMA query_only=" + (writes ? 0 : 1));
                connection.setAutoCommit(false);
                return database;
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Deletes a database's files. */
    static void delete(Path file) {
        try {
            for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't delete " + file, e);
        }
    }

    /** One transaction, given up where {@code work} throws. */
    <T> T transaction(Work<T> work) {
        try {
            boolean done = false;
            try {
                T result = work.in(this);
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Prepared once. */
    PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            statements.put(sql, known);
        }
        return known;
    }

    void update(String sql, Object... values) throws SQLException {
        bound(sql, values).executeUpdate();
    }

    <T> List<T> list(String sql, Row<T> row, Object... values) throws SQLException {
        try (ResultSet rows = bound(sql, values).executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row.of(rows));
            }
            return all;
        }
    }

    private PreparedStatement bound(String sql, Object... values) throws SQLException {
        PreparedStatement statement = statement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    static RuntimeException failure(SQLException e) {
        if (e instanceof SQLiteException failed) {
            SQLiteErrorCode code = failed.getResultCode();
            if (code.code == SQLiteErrorCode.SQLITE_NOTADB.code
                    || (code.code & 0xff) == SQLiteErrorCode.SQLITE_CORRUPT.code) {
                return new IndexDamaged(String.valueOf(e.getMessage()), e);
            }
        }
        return new IndexUnavailable("the audit's index: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(e);
        }
    }
}
