package dev.edgepass.consumer.archive.core;

import dev.edgepass.audit.ArchivedRecord;
import dev.edgepass.audit.Blob;
import dev.edgepass.audit.Leaf;
import dev.edgepass.audit.LogName;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.tlog.LogSink;
import dev.edgepass.tlog.TileLayout;
import dev.edgepass.tlog.TreeHead;
import dev.edgepass.tlog.TreeReader;
import dev.edgepass.tlog.TreeWriter;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes one log: first all that a checkpoint stands for, then the memory of it, then the checkpoint. Whatever of this was done before is found done, so that a writer that was
 * stopped, or another one, goes on. After any exception the next call begins again from the bucket. For one thread.
 */
public final class LogSeal {
    /** Events between two checkpoints of a log that has much to catch up with: a writer that is stopped repeats no more. Such a size has no partial tile on two levels. */
    static final long BATCH = 1 << 16;

    private final ArchiveKey key;
    private final LogName log;
    private final LogObjects objects;
    private final CheckpointMemory memory;
    private final CheckpointGuard guard;
    private final InstantSource clock;
    private boolean isSwept;

    public LogSeal(ArchiveKey key, LogName log, LogObjects objects, CheckpointMemory memory, InstantSource clock) {
        this.key = key;
        this.log = log;
        this.objects = objects;
        this.memory = memory;
        this.guard = new CheckpointGuard(key, log, objects, memory);
        this.clock = clock;
    }

    /** Another writer has put a checkpoint meanwhile. */
    static final class Overtaken extends IOException {
        Overtaken() {
            super("another writer has put a checkpoint");
        }
    }

    /**
     * The log as it is sealed; remembers its checkpoint.
     *
     * @throws ArchiveStopped where that doesn't continue what is remembered
     */
    public Sealed look() throws IOException, ArchiveStopped {
        return guard.look();
    }

    /**
     * Seals the log up to {@code end}, the offset of the next record. A topic without a record has no log.
     *
     * @param records of the partition, all of them acknowledged up to {@code end}
     * @throws ArchiveStopped where the bucket, the memory and the topic contradict each other
     * @throws IOException where the bucket, the memory or the topic can't be read or written
     */
    public Sealed seal(LogRecords records, long end) throws IOException, ArchiveStopped {
        Sealed sealed = finish(guard.look());
        if (end < sealed.size()) {
            throw new ArchiveStopped("the topic went back: it ends at offset " + end + " (expected: at least "
                    + sealed.size() + ", which are archived)" + newLog(sealed.size()));
        }
        try {
            if (sealed.size() < end) {
                requireSameTopic(sealed, records);
                sealed = write(sealed, records, end);
            }
            if (!isSwept) {
                objects.sweep(sealed.size());
                isSwept = true;
            }
            return sealed;
        } catch (LogObjects.Different e) {
            throw new ArchiveStopped(e.getMessage() + newLog(sealed.size()));
        }
    }

    private Sealed finish(Sealed sealed) throws IOException, ArchiveStopped {
        byte[] unsent = guard.unsent(sealed);
        return unsent == null ? sealed : put(sealed, guard.headOf(unsent), unsent);
    }

    /** The last archived record is read once more: a topic that lost records and grew again has another one there. */
    private void requireSameTopic(Sealed sealed, LogRecords records) throws IOException, ArchiveStopped {
        if (sealed.size() == 0) {
            return;
        }
        long last = sealed.size() - 1;
        byte[] archived;
        try {
            archived = new TreeReader(objects, sealed.size()).entry(last);
        } catch (MalformedException e) {
            throw new ArchiveStopped("its last entry bundle is damaged: " + e.getMessage());
        }
        byte @Nullable [][] found = new byte[1][];
        records.read(last, last + 1, message -> found[0] = Leaf.of(message).line());
        if (!Arrays.equals(found[0], archived)) {
            throw new ArchiveStopped(
                    "the topic has another record at offset " + last + " than is archived" + newLog(sealed.size()));
        }
    }

    /** What an operator may do who knows why. */
    private String newLog(long size) {
        return ". Where the topic lost records and goes on without them, begin another log: edgepass.archive.epochs="
                + log.id() + "-" + Math.max(1, size);
    }

    private Sealed write(Sealed from, LogRecords records, long end) throws IOException, ArchiveStopped {
        Sealed sealed = from;
        TileLayout there = new TileLayout(sealed.size());
        // A partial tile that stays as it was has just been read.
        LogSink sink = (name, bytes) -> {
            if (!there.has(name)) {
                objects.put(name, bytes);
            }
        };
        TreeWriter writer;
        try {
            writer = sealed.size() == 0 ? TreeWriter.begin(sink) : TreeWriter.resume(sealed.head(), objects, sink);
        } catch (MalformedException e) {
            throw new ArchiveStopped("the bucket's tiles aren't those of its checkpoint: " + e.getMessage());
        }
        while (sealed.size() < end) {
            long to = Math.min(end, (sealed.size() / BATCH + 1) * BATCH);
            append(writer, records, to);
            TreeHead head = writer.seal();
            byte[] checkpoint = key.sign(log, head);
            memory.keepSigned(log, checkpoint);
            long before = sealed.size();
            sealed = put(sealed, head, checkpoint);
            deleteReplaced(before, head.size());
        }
        return sealed;
    }

    /** Not before the first sweep, which finds them too. What isn't deleted is left to the next one. */
    private void deleteReplaced(long before, long size) {
        if (isSwept) {
            isSwept = false;
            objects.deleteReplaced(before, size);
            isSwept = true;
        }
    }

    private void append(TreeWriter writer, LogRecords records, long to) throws IOException, ArchiveStopped {
        long[] next = {writer.head().size()};
        records.read(next[0], to, message -> {
            requireNext(next[0], message.offset());
            append(writer, message);
            next[0]++;
        });
        requireNext(next[0], to);
    }

    private void append(TreeWriter writer, ArchivedRecord message) throws IOException {
        Leaf leaf = Leaf.of(message);
        for (Blob blob : leaf.blobs()) {
            objects.put(blob);
        }
        writer.append(leaf.line());
    }

    private void requireNext(long expected, long offset) throws ArchiveStopped {
        if (offset != expected) {
            throw new ArchiveStopped("the topic has no record at offset " + expected + ", and one at " + offset
                    + " or its end: its begin was cut, or a transaction's marker is there. A log has every offset");
        }
    }

    private Sealed put(Sealed sealed, TreeHead head, byte[] checkpoint) throws IOException {
        Optional<String> etag = objects.putCheckpoint(checkpoint, sealed.etag());
        if (etag.isEmpty()) {
            throw new Overtaken();
        }
        memory.keepSeen(log, checkpoint);
        return new Sealed(head, etag.get(), clock.instant());
    }
}
