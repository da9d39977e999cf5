package dev.edgepass.tlog;

import java.io.IOException;

/** Keeps the files that {@link TreeWriter} makes. */
@FunctionalInterface
public interface LogSink {
    /**
     * Puts a tile or an entry bundle. It may be there already, with the same bytes: a writer that was stopped, or another one, has put it.
     *
     * @param bytes not changed afterwards
     */
    void put(TileName name, byte[] bytes) throws IOException;
}
