package dev.edgepass.local.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * A rotation of the feed keys that was done, by their {@code kid}s.
 *
 * @param retired signed until now; still pinned
 * @param signing signs from now on; was pinned as the next one
 * @param next pinned for the next rotation
 */
public record FeedKeyRotation(String retired, String signing, String next) {
    /**
     * Rotates the feed keys of {@code data}, on which no stack may run.
     *
     * @throws dev.edgepass.local.process.StartFailure where one does, or the folder can't be written
     */
    public static FeedKeyRotation run(DataFolder data) throws IOException {
        data.prepare();
        FileChannel lock = data.lock();
        try (lock) {
            return FeedKeys.rotate(data);
        }
    }
}
