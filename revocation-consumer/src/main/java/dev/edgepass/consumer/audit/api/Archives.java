package dev.edgepass.consumer.audit.api;

import dev.edgepass.audit.Archive;
import dev.edgepass.audit.answer.LogList;
import dev.edgepass.audit.answer.ProofAnswer;
import dev.edgepass.consumer.archive.ArchiveUnavailable;
import dev.edgepass.consumer.archive.ArchivedLog;
import dev.edgepass.consumer.archive.ArchivedLogs;
import dev.edgepass.consumer.audit.question.NotAnswered;
import dev.edgepass.consumer.audit.question.NotAnswered.Code;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.tlog.EntryBundle;
import dev.edgepass.tlog.LogFiles;
import dev.edgepass.tlog.LogProof;
import dev.edgepass.tlog.TreeReader;
import dev.edgepass.tlog.VerifiedCheckpoint;
import dev.edgepass.tlog.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The archive's files and proofs. Thread-safe. */
final class Archives {
    /** The paths of tlog-tiles, and of blobs beside them. */
    private static final Pattern FILE = Pattern.compile(
            "checkpoint" + "|tile/(entries|[0-7])/(x[0-9]{3}/){0,6}[0-9]{3}(\\.p/[0-9]{1,3})?" + "|blob/[0-9a-f]{64}");

    /** No file of a log is longer: a control record is 1 MiB at most. */
    private static final int LONGEST = Math.max(EntryBundle.LONGEST, 2 << 20);

    private final Supplier<@Nullable ArchivedLogs> archive;

    /** @param archive null where there is none */
    Archives(Supplier<@Nullable ArchivedLogs> archive) {
        this.archive = archive;
    }

    /** By the name of a log that goes on, how many of its records are under its checkpoint. */
    Map<String, Long> sealed() {
        ArchivedLogs logs = archive.get();
        Map<String, Long> sizes = new HashMap<>();
        if (logs != null) {
            logs.list().forEach(log -> sizes.put(log.id(), log.size()));
        }
        return sizes;
    }

    LogList list() {
        ArchivedLogs logs = require();
        return answer(logs, logs.list());
    }

    /**
     * @throws NotAnswered {@code not-the-writer}, or {@code audit-unavailable} where it isn't sealed in time
     */
    LogList seal() {
        ArchivedLogs logs = require();
        try {
            return answer(logs, logs.seal());
        } catch (ArchiveUnavailable e) {
            Code code = e.isElsewhere() ? Code.NOT_THE_WRITER : Code.AUDIT_UNAVAILABLE;
            throw new NotAnswered(code, "The archive isn't sealed: " + e.getMessage());
        }
    }

    private static LogList answer(ArchivedLogs logs, List<ArchivedLog> list) {
        return new LogList(
                logs.verifierKey(),
                list.stream()
                        .map(log -> new LogList.Log(log.id(), log.origin(), log.size(), log.sealedAt()))
                        .toList());
    }

    /** A file of a log by its path. */
    byte[] file(String id, String path) {
        if (!FILE.matcher(path).matches()) {
            throw new NotAnswered(Code.NOT_FOUND, "A log has no file of that path.");
        }
        return read(() -> Optional.ofNullable(files(id).read(path, LONGEST + 1)))
                .orElseThrow(() -> new NotAnswered(Code.NOT_FOUND, "The log has no such file."));
    }

    /** A proof, verified. */
    ProofAnswer proof(String id, long offset) {
        ArchivedLogs logs = require();
        LogFiles files = files(id);
        return read(() -> {
            VerifierKey key = VerifierKey.parse(logs.verifierKey());
            if (files.read(LogFiles.CHECKPOINT, 1) == null) {
                throw notArchived(id, offset, 0);
            }
            VerifiedCheckpoint checkpoint = Archive.checkpoint(files, id, List.of(key));
            long size = checkpoint.head().size();
            if (offset >= size) {
                throw notArchived(id, offset, size);
            }
            TreeReader reader = new TreeReader(files, size);
            byte[] leaf = reader.entry(offset);
            LogProof proof = LogProof.of(reader.inclusion(offset, size), checkpoint);
            proof.verify(leaf, List.of(key));
            return new ProofAnswer(id, offset, text(leaf), text(proof.toBytes()), logs.verifierKey());
        });
    }

    private static NotAnswered notArchived(String id, long offset, long size) {
        return new NotAnswered(
                Code.NOT_ARCHIVED_YET,
                id + " is sealed to " + size + " records, which offset " + offset
                        + " isn't among. It is sealed from time to time, and at once by POST /api/v1/media/audit/seal.");
    }

    private LogFiles files(String id) {
        return require()
                .files(id)
                .orElseThrow(() -> new NotAnswered(
                        Code.NOT_FOUND, "The archive has no such log. GET /api/v1/media/audit/log lists them."));
    }

    private ArchivedLogs require() {
        ArchivedLogs logs = archive.get();
        if (logs == null) {
            throw new NotAnswered(
                    Code.AUDIT_NOT_CONFIGURED,
                    "The consumer writes no archive: edgepass.archive.key-file isn't set (docs/audit.md).");
        }
        return logs;
    }

    /** A read of files. */
    private interface Read<T> {
        T read() throws IOException;
    }

    private static <T> T read(Read<T> read) {
        try {
            return read.read();
        } catch (IOException e) {
            throw new NotAnswered(Code.AUDIT_UNAVAILABLE, "The archive can't be read: " + e.getMessage());
        } catch (MalformedException e) {
            throw new NotAnswered(
                    Code.AUDIT_UNAVAILABLE,
                    "The archive's files contradict its checkpoint, so there is no proof: " + e.getMessage()
                            + ". Verify it by ./edgepass audit verify.");
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
