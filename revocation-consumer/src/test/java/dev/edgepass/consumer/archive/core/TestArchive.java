package dev.edgepass.consumer.archive.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.edgepass.audit.Archive;
import dev.edgepass.audit.ArchivedRecord;
import dev.edgepass.audit.LogName;
import dev.edgepass.tlog.Finding;
import dev.edgepass.tlog.LogFiles;
import dev.edgepass.tlog.LogFolder;
import dev.edgepass.tlog.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A topic, a bucket and a memory, and writers of these. */
final class TestArchive {
    static final ArchiveKey KEY = new ArchiveKey("example.com/audit", SigningKey.generate());
    static final LogName LOG = new LogName("edgepass.control", 0, "AAAAAAAAAAAAAAAAAAAAAA", 0);

    final List<ArchivedRecord> topic = new ArrayList<>();
    MemoryStore store = new MemoryStore();
    Notes memory = new Notes();

    /** A memory that can fail once. */
    static final class Notes implements CheckpointMemory {
        final Map<String, byte[]> notes = new HashMap<>();
        private int writesLeft = Integer.MAX_VALUE;

        void failAfter(int writes) {
            writesLeft = writes;
        }

        boolean hasFailed() {
            return writesLeft < 0;
        }

        @Override
        public Optional<byte[]> seen(LogName log) {
            return Optional.ofNullable(notes.get(log.earlierId() + ".seen"));
        }

        @Override
        public Optional<byte[]> signed(LogName log) {
            return Optional.ofNullable(notes.get(log.earlierId() + ".signed"));
        }

        @Override
        public void keepSeen(LogName log, byte[] checkpoint) {
            keep(log.earlierId() + ".seen", checkpoint);
        }

        @Override
        public void keepSigned(LogName log, byte[] checkpoint) {
            keep(log.earlierId() + ".signed", checkpoint);
        }

        @Override
        public void keepContradiction(LogName log, byte[] checkpoint) {
            keep(log.earlierId() + ".contradiction", checkpoint);
        }

        private void keep(String name, byte[] checkpoint) {
            if (writesLeft-- == 0) {
                throw new UncheckedIOException(new IOException("the disk is full"));
            }
            notes.put(name, checkpoint);
        }
    }

    /** A record; every seventh with a value that has to be a blob. */
    static ArchivedRecord message(long offset, String word) {
        String value = offset % 7 == 3 ? "\u0000" + word + offset : "{\"n\":\"" + word + "\"}";
        return new ArchivedRecord(
                offset,
                1_796_032_800_000L + offset,
                List.of(new ArchivedRecord.Header("ce_id", ("i-" + offset).getBytes(UTF_8))),
                null,
                value.getBytes(UTF_8));
    }

    /** Lets the topic grow to {@code end}. */
    TestArchive grow(long end) {
        while (topic.size() < end) {
            topic.add(message(topic.size(), "a"));
        }
        return this;
    }

    LogRecords records() {
        return (from, to, visitor) -> {
            for (ArchivedRecord message : List.copyOf(topic)) {
                if (message.offset() >= from && message.offset() < to) {
                    visitor.visit(message);
                }
            }
        };
    }

    LogSeal writer() {
        return writer(LOG);
    }

    LogSeal writer(LogName log) {
        return new LogSeal(KEY, log, objects(log), memory, InstantSource.fixed(Instant.EPOCH));
    }

    LogObjects objects(LogName log) {
        return new LogObjects(store, log);
    }

    Sealed seal() throws IOException, ArchiveStopped {
        return writer().seal(records(), topic.size());
    }

    /** What is wrong with the log as an auditor downloads it. */
    List<String> findings(LogName log) throws IOException {
        Archive.Verdict verdict = Archive.verify(new Download(log), log.id(), List.of(KEY.verifier()), done -> {});
        return verdict.findings().kept().stream().map(Finding::toString).toList();
    }

    /** The log's objects under the paths of the format. */
    private final class Download implements LogFolder {
        private final LogName log;

        Download(LogName log) {
            this.log = log;
        }

        @Override
        public byte @Nullable [] read(String path, int limit) throws IOException {
            return objects(log).read(path, limit);
        }

        @Override
        public void list(String folder, Visitor visitor) throws IOException {
            for (String top : List.of(folder, folder.equals("tile") ? "partial" : folder)) {
                String prefix = top + '/' + log.folder() + '/';
                for (String key : List.copyOf(store.objects.keySet())) {
                    if (key.startsWith(prefix)) {
                        visitor.visit(folder + '/' + key.substring(prefix.length()));
                    }
                }
                if (top.equals("blob")) {
                    break;
                }
            }
        }
    }

    String checkpointKey() {
        return LogObjects.CHECKPOINTS + LOG.folder();
    }

    byte[] checkpoint() throws IOException {
        byte[] checkpoint = objects(LOG).read(LogFiles.CHECKPOINT, 1 << 16);
        if (checkpoint == null) {
            throw new AssertionError("no checkpoint");
        }
        return checkpoint;
    }
}
