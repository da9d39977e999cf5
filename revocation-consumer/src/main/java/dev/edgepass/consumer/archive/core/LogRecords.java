package dev.edgepass.consumer.archive.core;

import dev.edgepass.audit.ArchivedRecord;
import java.io.IOException;

/** The records of one partition. For one thread. */
public interface LogRecords {
    /** Takes a record. */
    @FunctionalInterface
    interface Visitor {
        void visit(ArchivedRecord message) throws IOException, ArchiveStopped;
    }

    /**
     * Shows the records from the offset {@code from} to before {@code to}, in their order. Some may be missing.
     *
     * @throws ArchiveStopped where the partition has nothing at {@code from}, or a record has what the archive may not hold
     */
    void read(long from, long to, Visitor visitor) throws IOException, ArchiveStopped;
}
