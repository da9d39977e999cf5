package dev.edgepass.local.stack;

import dev.edgepass.jdk.FeedKeyFiles;
import dev.edgepass.local.process.LockFile;

/** Rotates the feed keys of a data folder. */
public final class FeedKeyRotation {
    private FeedKeyRotation() {}

    /**
     * Rotates the feed keys of {@code data}, on which no stack may run.
     *
     * @throws dev.edgepass.local.process.StartFailure where one does, the folder can't be written, or no stack has run since the last rotation
     */
    public static FeedKeyFiles.Rotation run(DataFolder data) {
        data.prepare();
        LockFile lock = data.lock();
        try (lock) {
            return FeedKeys.rotate(data);
        }
    }
}
