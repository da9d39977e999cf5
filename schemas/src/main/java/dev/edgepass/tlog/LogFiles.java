package dev.edgepass.tlog;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the files of one log. Whoever keeps them isn't trusted: all that is read is checked against a signed root. */
@FunctionalInterface
public interface LogFiles {
    /** The path of the signed root. */
    String CHECKPOINT = "checkpoint";

    /**
     * @param path within the log, such as {@code tile/0/000.p/17}
     * @param limit how many bytes are read at most: of a longer file the first ones
     * @return null where there is no such file
     * @throws IOException where it can't be told
     */
    byte @Nullable [] read(String path, int limit) throws IOException;
}
