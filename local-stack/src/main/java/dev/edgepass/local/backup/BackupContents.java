package dev.edgepass.local.backup;

import java.io.IOException;

/** Takes a backup's content, in its order: the manifest, the files, the logs. */
interface BackupContents {
    void manifest(Manifest manifest) throws IOException;

    /**
     * A file below {@code keys/}.
     *
     * @param name by {@link Entries#isKey}
     */
    void key(String name, byte[] content) throws IOException;

    /** The composed system's {@code .env}. */
    void env(byte[] content) throws IOException;

    /** {@code cloud.json}. */
    void cloud(byte[] content) throws IOException;

    /** A record of {@code topic}; those of a partition come in their order. */
    void message(String topic, LogRecord message) throws IOException;
}
