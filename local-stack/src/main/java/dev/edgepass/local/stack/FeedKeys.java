package dev.edgepass.local.stack;

import dev.edgepass.jdk.FeedKeyFiles;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.StartFailure;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** The feed's keys of a stack ({@link FeedKeyFiles}), in its data folder. */
final class FeedKeys {
    private FeedKeys() {}

    /**
     * The pinned set, which is in {@link DataFolder#feedPublicKeys} too when this returns. Keys are made where there are none yet.
     *
     * @throws StartFailure where the folder's files can't be read or written
     */
    static String publicJwks(DataFolder data) {
        return orFailure(() -> files(data).pin().toString());
    }

    /**
     * @throws StartFailure as above, or where no stack has run since the last rotation
     */
    static FeedKeyFiles.Rotation rotate(DataFolder data) {
        return orFailure(files(data)::rotate);
    }

    private static FeedKeyFiles files(DataFolder data) {
        return new FeedKeyFiles(data.feedKey());
    }

    private static <T> T orFailure(Supplier<T> attempt) {
        try {
            return attempt.get();
        } catch (IllegalStateException | UncheckedIOException e) {
            throw new StartFailure("The feed keys can't be used: " + IoReason.with(e) + ".", e);
        }
    }
}
