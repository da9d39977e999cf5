package dev.edgepass.consumer.archive;

import dev.edgepass.tlog.LogFiles;
import java.util.List;
import java.util.Optional;

/** The archive as this service knows it: a bean only where {@code edgepass.archive.key-file} is set. Thread-safe. */
public interface ArchivedLogs {
    /** The public key of its checkpoints: {@code <name>+<id>+<base64>}. */
    String verifierKey();

    /** Every log, those of earlier epochs too, as they were last read: no call to the bucket. Empty until they were read once. A topic without a record has a log of size 0. */
    List<ArchivedLog> list();

    /** The files of a log by the paths of tlog-tiles, partial tiles and blobs among them. Each read is a call to the bucket. Empty where there is no such log. */
    Optional<LogFiles> files(String id);

    /**
     * Waits until each log that goes on is sealed up to its end as of this call.
     *
     * @return as {@link #list} afterwards
     * @throws ArchiveUnavailable where that isn't so in time, or another instance is the one that writes
     */
    List<ArchivedLog> seal() throws ArchiveUnavailable;
}
