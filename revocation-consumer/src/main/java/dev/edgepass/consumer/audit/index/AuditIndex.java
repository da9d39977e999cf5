package dev.edgepass.consumer.audit.index;

import dev.edgepass.consumer.projection.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The index and its file. Thread-safe: one writes, {@link #MOST_READERS} read beside it, each a state of its own. */
public final class AuditIndex implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AuditIndex.class);

    /** Questions that are read at the same time. */
    static final int MOST_READERS = 6;

    private static final long READER_WAIT_SECONDS = 5;

    private final Path file;
    private final ReadWriteLock whole = new ReentrantReadWriteLock();
    private final Semaphore readers = new Semaphore(MOST_READERS, true);
    private final Deque<Database> idle = new ArrayDeque<>();
    private final Map<Integer, Long> currentAsOf = new HashMap<>();
    private long generation;
    private volatile @Nullable IndexWriter writer;
    private volatile @Nullable IndexDamaged damage;

    /** @param file its folder is made where there is none */
    public AuditIndex(Path file) {
        this.file = file;
    }

    /** How far it is with the logs of one topic; {@code numbers} by partition. */
    Progress progress(Map<Integer, Integer> numbers) {
        return read(reads -> {
            Map<Integer, Long> positions = new HashMap<>();
            Map<Integer, String> marks = new HashMap<>();
            Optional<String> topicId = Optional.empty();
            for (Map.Entry<Integer, Integer> number : numbers.entrySet()) {
                Optional<IndexReads.LogState> state = reads.state(number.getValue());
                if (state.isPresent()) {
                    topicId = Optional.of(state.get().topicId());
                    positions.put(number.getKey(), state.get().position());
                    marks.put(
                            number.getKey(),
                            Progress.mark(state.get().position(), state.get().taken()));
                }
            }
            return new Progress(topicId, positions, marks);
        });
    }

    /** The next offset of a partition of the issuance topic; 0 where the index has none of its records. As {@link dev.edgepass.consumer.log.FoldedIssuance}. */
    public long issuancePosition(String topicId, int partition) {
        Progress progress = progress(Map.of(partition, LogNumber.ISSUANCE + partition));
        return progress.topicId().filter(topicId::equals).isPresent() ? progress.position(partition) : 0;
    }

    /**
     * Writes records of one topic, all or none.
     *
     * @return false where the index is elsewhere: it was dropped meanwhile, or is made from another topic
     */
    boolean write(String topicId, List<IndexBatch> batches) {
        whole.readLock().lock();
        try {
            IndexWriter open = writer();
            synchronized (this) {
                return open.write(topicId, batches);
            }
        } finally {
            whole.readLock().unlock();
        }
    }

    /** For who holds {@link #whole}: a question doesn't wait for what is written. */
    private IndexWriter writer() {
        IndexWriter open = writer;
        return open == null ? openOnce() : open;
    }

    private synchronized IndexWriter openOnce() {
        IndexWriter open = writer;
        if (open == null) {
            open = open();
            writer = open;
        }
        return open;
    }

    private IndexWriter open() {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't make the folder of " + file, e);
        }
        Database database = Database.open(file, true);
        try {
            boolean isEmpty = database.transaction(
                    tables -> tables.list("SELECT name FROM sqlite_master LIMIT 1", row -> row.getString(1))
                            .isEmpty());
            if (isEmpty) {
                database.transaction(tables -> {
                    IndexSchema.create(tables);
                    return true;
                });
            } else if (!database.transaction(IndexSchema::isThere)) {
                database.close();
                log.warn("the audit's index is of another release and is made anew");
                Database.delete(file);
                return open();
            }
            return new IndexWriter(database);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Asks one state of the index.
     *
     * @throws IndexUnavailable where it can't be read, or too many ask
     */
    public <T> T read(Function<IndexReads, T> question) {
        whole.readLock().lock();
        try {
            writer();
            return readBesideOthers(question);
        } catch (IndexDamaged e) {
            damage = e;
            throw new IndexUnavailable("the audit's index is damaged, and is made anew", e);
        } finally {
            whole.readLock().unlock();
        }
    }

    private <T> T readBesideOthers(Function<IndexReads, T> question) {
        try {
            if (!readers.tryAcquire(READER_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IndexUnavailable("too many questions at once", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IndexUnavailable("interrupted", e);
        }
        try {
            Database database = take();
            boolean sound = false;
            try {
                T answer = database.transaction(reads -> question.apply(new IndexReads(reads)));
                sound = true;
                return answer;
            } finally {
                if (sound) {
                    give(database);
                } else {
                    database.close();
                }
            }
        } finally {
            readers.release();
        }
    }

    private Database take() {
        synchronized (idle) {
            Database free = idle.poll();
            if (free != null) {
                return free;
            }
        }
        return Database.open(file, false);
    }

    private void give(Database database) {
        synchronized (idle) {
            idle.push(database);
        }
    }

    /** How often it was dropped: what was known of another one says nothing of this. */
    public long generation() {
        synchronized (currentAsOf) {
            return generation;
        }
    }

    /**
     * Says that the index has all records that a log had at a time.
     *
     * @param asOf milliseconds since the epoch
     * @param known the generation that this is known of
     */
    void current(int number, long asOf, long known) {
        synchronized (currentAsOf) {
            if (known == generation) {
                currentAsOf.merge(number, asOf, Math::max);
            }
        }
    }

    /** Until when the index is known to have all records of these logs, milliseconds since the epoch; 0 where that isn't known. */
    public long currentAsOf(List<Integer> numbers) {
        synchronized (currentAsOf) {
            return numbers.stream()
                    .mapToLong(number -> currentAsOf.getOrDefault(number, 0L))
                    .min()
                    .orElse(0);
        }
    }

    /**
     * Returns where no question has found the file damaged.
     *
     * @throws IndexDamaged where one has
     */
    void requireSound() {
        IndexDamaged found = damage;
        if (found != null) {
            throw found;
        }
    }

    /** Begins anew, once no question is under way. */
    void drop(String why) {
        whole.writeLock().lock();
        try {
            log.warn("the audit's index is dropped and made anew: {}", why);
            close();
            Database.delete(file);
            damage = null;
            synchronized (currentAsOf) {
                currentAsOf.clear();
                generation++;
            }
        } finally {
            whole.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        whole.writeLock().lock();
        try {
            synchronized (idle) {
                idle.forEach(Database::close);
                idle.clear();
            }
            IndexWriter open = writer;
            if (open != null) {
                open.close();
                writer = null;
            }
        } finally {
            whole.writeLock().unlock();
        }
    }
}
